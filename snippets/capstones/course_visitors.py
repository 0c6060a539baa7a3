"""A service that can be killed, and clients that do not give up."""

import sys
from http.client import HTTPException
from subprocess import PIPE, Popen
from tempfile import TemporaryDirectory
from time import sleep

import course_solution  # saved beside this file


class Office:
    def start(self, folder):
        command = [sys.executable, course_solution.__file__]
        command += [f"{folder}/office.db"]
        self.process = Popen(command, stdout=PIPE, text=True)
        assert self.process.stdout
        self.address = self.process.stdout.readline().strip()

    def kill(self):
        with self.process:
            self.process.kill()

    def ask(self, path, **order):
        while True:
            try:
                return course_solution.ask(self.address, path, **order)
            except (OSError, HTTPException):
                sleep(0.01)  # nobody says when it is back; same name


if __name__ == "__main__":
    order = {"request": "A", "student": "Ann", "course": "choir"}
    with TemporaryDirectory() as folder:
        office = Office()
        for _ in range(2):
            office.start(folder)
            print(office.ask("/enroll", **order))
            office.kill()
