"""One print() is two writes: the text, then the end of the line."""


class Paper:
    """As much of a file as print() needs."""

    def __init__(self):
        self.writes = []

    def write(self, text):
        self.writes.append(text)


if __name__ == "__main__":
    paper = Paper()
    print("one bread", file=paper)
    print(paper.writes)
