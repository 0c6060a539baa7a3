"""A task tells who waits for whom, from inside the program."""

# /// script
# requires-python = ">=3.14"
# ///
import asyncio


def show(graph, waits_for=""):
    functions = [call.frame.f_code.co_name for call in graph.call_stack]
    print(f"{graph.future.get_name()}: {functions} {waits_for}")
    for waiting in graph.awaited_by:
        show(waiting, f"waits for {graph.future.get_name()}")


async def fry():
    show(asyncio.capture_call_graph())


async def cook():
    await fry()


async def main():
    await asyncio.create_task(cook(), name="fish")


if __name__ == "__main__":
    asyncio.run(main())
