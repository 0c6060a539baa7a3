"""shield(): the guest stops waiting, the payment is made anyway."""

import asyncio


async def pay(bank):
    await bank.wait()
    return "paid"


async def main():
    bank = asyncio.Event()
    payment = asyncio.create_task(pay(bank))  # keep it: see below
    try:
        async with asyncio.timeout(0.05):
            await asyncio.shield(payment)
    except TimeoutError:
        print("the guest leaves; canceled:", payment.cancelled())
    bank.set()
    print("the bank says:", await payment)

    payment = asyncio.create_task(pay(asyncio.Event()))
    try:
        async with asyncio.timeout(0.05):
            await payment
    except TimeoutError:
        print("without shield; canceled:", payment.cancelled())


if __name__ == "__main__":
    asyncio.run(main())
