"""Each takes the fork with the lower number first."""

from threading import Lock, Thread

forks = [Lock(), Lock(), Lock()]


def eat(first, second):
    with forks[first]:
        with forks[second]:
            print("one has eaten")


if __name__ == "__main__":
    places = [(0, 1), (1, 2), (0, 2)]
    friends = [Thread(target=eat, args=place) for place in places]
    for friend in friends:
        friend.start()
    for friend in friends:
        friend.join()
