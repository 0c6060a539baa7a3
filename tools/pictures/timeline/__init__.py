"""Record a run of an example, and draw it: who ran, who waited for what, from when to when.

`tools/recorder/sitecustomize.py` does the recording, within the program's own processes.
"""

import json
import posixpath
import re
import tempfile
from collections import defaultdict
from dataclasses import asdict, dataclass
from pathlib import Path

from tools import cache as kept
from tools import interpreters
from tools.examples import outcome as outcomes
from tools.examples import recording as recordings
from tools.examples import runner
from tools.examples.judge import problems
from tools.examples.printed import messages
from tools.examples.snippet import BadSnippet, Snippet
from tools.pictures import lanes
from tools.pictures.lanes import Lane, Picture, Span

RECORDER = Path(__file__).parent / "recorder"
TRACES = "traces"
LATE = 5  # ms: a task that goes on later than this after its sleep had to wait for its turn
AFTER_STOP = 0.8  # of the time that has passed: how much of an endless wait is drawn


class BadTimeline(BadSnippet):
    """An example cannot be recorded; the message says which and why."""


@dataclass
class Recording:
    """What one recorded run did."""

    events: list[dict]
    """As the recorder wrote them; `t` in nanoseconds."""
    calls: list[dict]
    """VizTracer's events, in the format of Chrome's traces."""
    hangs: bool
    """It had to be stopped at its limit."""
    limit: float
    """Seconds."""
    by: str
    """The interpreter and the system."""


def record(snippet: Snippet) -> Recording:
    """Run an example with the recorder around it. Raises BadTimeline if the run is not as stated.

    The recorder must change nothing that the example's outcome says.
    """
    outcome = outcomes.outcome_of(snippet)
    with tempfile.TemporaryDirectory(prefix="timeline") as folder:
        run = runner.run(
            snippet.path,
            interpreters.running(),
            outcome.limit,
            outcome.arguments,
            environment={
                "PYTHONPATH": str(RECORDER),
                "TIMELINE_FOLDER": folder,
                "TIMELINE_PROGRAM": str(snippet.path.resolve()),
            },
        )
        wrong = problems(snippet, run, outcome, recordings.recorded_run(snippet))
        if wrong:
            said = messages(run.stderr)[-1:]
            told = "; ".join([wrong[0], *(said if run.status else [])])
            raise BadTimeline(f"{snippet.name}, recorded for its timeline: {told}")
        return Recording(
            _events(Path(folder)),
            _calls(Path(folder)),
            run.status is None,
            outcome.limit,
            f"{run.python} on {outcomes.SYSTEMS.get(run.platform, run.platform)}",
        )


def _events(folder: Path) -> list[dict]:
    """All events of all processes, in the order of time; the last line may have been cut off."""
    found = []
    for file in folder.glob("*.jsonl"):
        for line in file.read_text("utf-8").splitlines():
            try:
                found.append({"pid": int(file.stem), **json.loads(line)})
            except ValueError:
                continue
    return sorted(found, key=lambda event: event["t"])


def _calls(folder: Path) -> list[dict]:
    """What VizTracer recorded, without the recorder's own functions."""
    found = []
    for file in sorted(folder.glob("*.trace.json")):
        events = json.loads(file.read_text("utf-8"))["traceEvents"]
        found += [event for event in events if "sitecustomize.py" not in event["name"]]
    return found


def key(snippet: Snippet) -> str:
    """A digest of all that a recording depends on."""
    outcome = outcomes.outcome_of(snippet)
    recorder = (file.read_text("utf-8") for file in sorted(RECORDER.glob("*.py")))
    return kept.key_of(
        interpreters.running(), outcome.limit, *outcome.arguments, snippet.source, *recorder
    )


def recording(snippet: Snippet) -> Recording:
    """The kept recording of a snippet, or a new one where something has changed."""
    found = kept.kept(snippet.name, "timeline", key(snippet), lambda: asdict(record(snippet)))
    return Recording(**found)


class Track:
    """One lane while its events are read: it is always in one state."""

    def __init__(self, name: str, now: float):
        """It begins, and runs."""
        self.lane = Lane(name, now, now)
        self.of_program = False
        self.alive = True
        self.call: Span | None = None
        self.due: float | None = None
        """For a task that sleeps: when its time is up."""
        self.switch(now, "run")

    def switch(self, now: float, state: str, words: str = "", texts=(), line: int = 0):
        """End the present state, begin another."""
        self.stop(now)
        if state == "run":
            words = "runs"
        lines = [line] if line else []
        self.lane.spans.append(Span(now, now, state, words, lines, texts, open=True))

    def below(self, now: float, state: str, words: str, event: dict) -> Span:
        """Begin what goes on below the states."""
        depth = sum(span.open for span in self.lane.below)
        lines, texts = [event["line"]] if event["line"] else [], (event["what"],)
        span = Span(now, now, state, words, lines, texts, depth, open=True)
        self.lane.below.append(span)
        return span

    def stop(self, now: float) -> None:
        """End the present state."""
        if self.lane.spans and (span := self.lane.spans[-1]).open:
            span.end, span.open = now, False

    def end(self, now: float, cut: bool = False) -> None:
        """Nothing comes after this; `cut` if it did not end by itself."""
        self.stop(now)
        for span in self.lane.below:
            if span.open:
                span.end, span.open = now, False
        self.lane.end, self.lane.cut, self.alive = now, cut, False


class Reader:
    """Makes tracks of events, one event after the other; each event has a method of its name."""

    def __init__(self):
        """Nothing is read yet."""
        self.tracks: dict[tuple, Track] = {}
        self.parents: dict[tuple, tuple] = {}
        self.holders: dict[str, list[tuple[Track, Span]]] = defaultdict(list)

    def read(self, event: dict, now: float) -> None:
        """Take one event in; `now` is its time in milliseconds since the first."""
        key = (event["pid"], event.get("task", event["lane"]))
        track = self.tracks.get(key)
        if track and event.get("line"):
            track.of_program = True
            if event["event"] not in ("begin", "await"):
                track.lane.spans[-1].lines.append(event["line"])
        if track or event["event"] in ("born", "start", "begin"):  # else a thread of C's
            getattr(self, f"on_{event['event']}")(key, track, event, now)

    def on_born(self, key, track, event, now):
        """A process."""
        name = f"process {event['pid']}" if self.tracks else "MainThread"
        self.tracks[key] = Track(name, now)
        self.tracks[key].of_program = len(self.tracks) == 1

    def on_start(self, key, track, event, now):
        """Somebody starts a thread, a process or a task."""
        self.parents[event.get("of", key[0]), event["child"]] = key, event["direct"]

    def on_begin(self, key, track, event, now):
        """A thread, a process or a task: its name."""
        if track is None:
            track = self.tracks[key] = Track(event["name"], now)
        track.lane.name = event["name"] + (" (daemon)" if event["daemon"] else "")
        track.lane.group = _group(event["name"])
        track.lane.inner = event["kind"] == "task"
        track.lane.spans[-1].lines.append(event["line"])
        if event["kind"] == "task":
            track.switch(now, "ready", "made, waits for its first turn")

    def on_wait(self, key, track, event, now):
        """It waits."""
        owners = [owner.lane.name for owner, _ in self.holders[event["key"]]]
        track.switch(now, event["state"], *_told(event, owners), event["line"])

    def on_await(self, key, track, event, now):
        """A task is suspended."""
        track.of_program = True
        track.switch(now, event["state"], *_told(event, []), event["line"])
        track.due = event["due"] and now + event["due"]

    def on_go(self, key, track, event, now):
        """It runs again."""
        track.switch(now, "run")

    def on_run(self, key, track, event, now):
        """A task has its turn."""
        if track.due and now - track.due > LATE:
            lines = track.lane.spans[-1].lines
            track.switch(track.due, "ready", "its time is up, but another task has the thread")
            track.lane.spans[-1].lines = lines
        track.due = None
        track.switch(now, "run")

    def on_call(self, key, track, event, now):
        """A thread of a pool begins a call."""
        track.of_program = True
        track.switch(now, "run", line=event["line"])
        track.call = track.below(now, "call", f"calls {event['what']}", event)

    def on_return(self, key, track, event, now):
        """The call is over."""
        track.call.end, track.call.open = now, False
        track.switch(now, "run")

    def on_hold(self, key, track, event, now):
        """It has taken a lock or a permit."""
        mine = [span for owner, span in self.holders[event["key"]] if owner is track]
        words = f"holds {event['what'] or 'a lock'}{' again' if mine else ''}"
        span = track.below(now, "held", words, event)
        self.holders[event["key"]].append((track, span))

    def on_free(self, key, track, event, now):
        """It has given it back; a permit may be given back for another."""
        taken = self.holders[event["key"]]
        mine = [pair for pair in taken if pair[0] is track] or taken
        for pair in mine if event.get("all") else mine[-1:]:
            taken.remove(pair)
            pair[1].end, pair[1].open = now, False

    def on_end(self, key, track, event, now):
        """It ends; the end of a process's first thread ends the whole process."""
        track.end(now)
        if key[1] == 0:
            for (pid, _), other in self.tracks.items():
                if pid == key[0] and other.alive:
                    other.end(now, cut=True)


def _group(name: str) -> str:
    """What names have in common: `cook` of `Thread-1 (cook)`, `visit()` of `visit(3)`."""
    target = re.fullmatch(r"Thread-\d+ \((.*)\)", name)
    return target[1] if target else re.sub(r"\(.*\)|[-_ ]*\d+$", "", name)


def _told(wait: dict, owners: list[str]) -> tuple[str, tuple[str, ...]]:
    """What a wait says: in words, and on the picture, the longest first."""
    what = wait["what"]
    match wait["state"]:
        case "lock":
            whose = f", held by {', '.join(owners)}" if owners else ""
            return f"waits for {what or 'a lock'}{whose}", (f"{what}{whose}", what)
        case "sleep":
            return "sleeps", ("sleep",)
        case "join" if not what or "." in what:  # the name of a coroutine of asyncio
            return "waits for other tasks", ("other tasks",)
        case "join":
            return f"waits for {what}", (f"waits for {what}", what)
        case "queue":
            return f"waits in the queue {what}".strip(), (what,)
        case "signal":
            return f"waits for {what or 'a signal'}", (what,)
    what = what or "input or output"
    return f"waits for {what}", (what, "IO")


def picture(recording: Recording) -> Picture:
    """The lanes of a recording, those of the library's own threads and processes left out."""
    reader, zero = Reader(), recording.events[0]["t"]
    for event in recording.events:
        reader.read(event, (event["t"] - zero) / 1e6)
    last = (recording.events[-1]["t"] - zero) / 1e6
    length = last * (1 + AFTER_STOP) if recording.hangs else last
    shown = [
        key
        for key, track in reader.tracks.items()
        if track.of_program or reader.parents.get(key, (None, False))[1]
    ]
    born = {key[0]: track.lane.begin for key, track in reversed(reader.tracks.items())}
    shown.sort(key=lambda key: (born[key[0]], key[1] != 0, reader.tracks[key].lane.begin))
    for index, key in enumerate(shown):
        track = reader.tracks[key]
        if track.alive:
            track.end(length, cut=True)
            for span in [*track.lane.spans[-1:], *track.lane.below]:
                span.open = recording.hangs and span.end == length
            track.lane.cut = not recording.hangs
        parent = reader.parents.get(key, (None,))[0]
        track.lane.parent = shown.index(parent) if parent in shown[:index] else None
    found = [reader.tracks[key].lane for key in shown]
    if len({key[0] for key in shown}) > 1:
        found[0].name = "MainProcess"
    for lane in found:
        lane.spans = [s for s in lane.spans if s.end - s.begin > 0]
    stopped = f"still so after {recording.limit:g} s" if recording.hangs else ""
    return Picture(found, length, stopped=stopped)


def trace(recording: Recording) -> bytes:
    """All of a recording in the format of Chrome's traces, packed: Perfetto opens it."""
    events = list(recording.calls)
    tids = {}
    for number, event in enumerate(recording.events):
        key = (event["pid"], event.get("task", event["lane"]))
        if event["event"] == "born":
            tids[key] = event["pid"]
        elif event["event"] == "begin":
            tids[key] = event.get("native") or (10_000_000 + number if "task" in event else key[0])
            kind = "process_name" if event["kind"] == "process" else "thread_name"
            facts = {"name": kind, "args": {"name": event["name"]}}
            events.append({"ph": "M", "pid": key[0], "tid": tids[key], **facts})
        elif key in tids:
            events.append(_traced(event, key[0], tids[key]))
    return kept.packed({"traceEvents": events})


# What each event of the recorder is in Chrome's format: begin or end of a slice, or of one that
# may overlap others (a lock that is held); else an instant.
PHASES = {"wait": "B", "go": "E", "run": "B", "await": "E", "call": "B", "return": "E"}
PHASES |= {"hold": "b", "free": "e"}


def _traced(event: dict, pid: int, tid: int) -> dict:
    """An event of the recorder in Chrome's format."""
    kind = event["event"]
    phase = "E" if kind == "end" and "task" in event else PHASES.get(kind, "i")
    names = {"wait": event.get("state"), "run": "turn", "call": event.get("what")}
    names |= {"hold": "held", "free": "held"}
    traced = {
        "ph": phase,
        "name": names.get(kind) or kind,
        "cat": "recorder",
        "pid": pid,
        "tid": tid,
        "ts": event["t"] / 1000,
        "args": {name: event[name] for name in ("what", "line", "state") if event.get(name)},
    }
    return traced | ({"id": str(event["key"])} if phase in "be" else {})


def as_html(snippet: Snippet, page: str) -> str:
    """The picture, and the trace to download."""
    found = recording(snippet)
    link = posixpath.relpath(trace_name(snippet), page.removesuffix(".md"))
    caption = (
        f"One run, recorded when this page was built, by {found.by}; recording slows it a little. "
        f'<a href="{link}" download>The full trace</a>, for '
        '<a href="https://ui.perfetto.dev">Perfetto</a>.'
    )
    return lanes.figure([picture(found)], f"Timeline of {snippet.path.name}", caption)


def trace_name(snippet: Snippet) -> str:
    """Where the site publishes the trace of a snippet."""
    return f"{TRACES}/{snippet.name.removesuffix('.py')}.json.gz"
