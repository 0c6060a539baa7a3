"""Start here: an office for one clerk, and for one day."""

from collections.abc import Mapping, Set
from dataclasses import dataclass


@dataclass(frozen=True)
class Course:
    """How many may come, when it is held, and what one must know."""

    seats: int
    hours: Set[str]
    needs: Set[str] = frozenset()


COURSES = {
    "drawing": Course(2, {"Mon 10", "Wed 10"}),
    "choir": Course(30, {"Mon 10"}),
    "painting": Course(8, {"Tue 14"}, needs={"drawing"}),
}
PASSED = {"Ann": {"drawing"}}


class Office:
    """Gives seats, and knows no rules yet."""

    def __init__(
        self,
        file: str,
        courses: Mapping[str, Course],
        passed: Mapping[str, Set[str]],
    ) -> None:
        self.courses = courses
        self.seats: dict[str, list[str]] = {c: [] for c in courses}
        self.waiting: dict[str, list[str]] = {c: [] for c in courses}

    def close(self) -> None:
        """Nothing is open."""

    def enroll(self, request: str, student: str, course: str) -> str:
        """Give a seat, or a place on the waiting list."""
        if len(self.seats[course]) < self.courses[course].seats:
            self.seats[course].append(student)
            return "seat"
        self.waiting[course].append(student)
        return "waiting"

    def leave(self, request: str, student: str, course: str) -> str:
        """Give the seat back. And who gets it?"""
        self.seats[course].remove(student)
        return "left"

    def lists(self, course: str) -> tuple[list[str], list[str]]:
        """Who has a seat, and who waits, in order."""
        return self.seats[course], self.waiting[course]


if __name__ == "__main__":
    office = Office("office.db", COURSES, PASSED)
    for name in ["Ann", "Bob", "Cem"]:
        print(name, office.enroll(f"{name} comes", name, "drawing"))
    print("Ann", office.leave("Ann goes", "Ann", "drawing"))
    print(office.lists("drawing"))
