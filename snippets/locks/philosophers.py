"""Each takes the left fork, then the right one: it may hang."""

from threading import Lock, Thread

forks = [Lock(), Lock(), Lock()]


def eat(left, right):
    with forks[left]:
        with forks[right]:
            print("one has eaten")


if __name__ == "__main__":
    places = [(0, 1), (1, 2), (2, 0)]
    friends = [Thread(target=eat, args=place) for place in places]
    for friend in friends:
        friend.start()
    for friend in friends:
        friend.join()
