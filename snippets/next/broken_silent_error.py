"""Broken: a call fails, and nobody asks its future."""

from concurrent.futures import ThreadPoolExecutor

STREETS = {"Ann": "High Street", "Bob": "Mill Lane"}
delivered = []


def deliver(name):
    street = STREETS[name]  # KeyError for Eve
    delivered.append(f"{name}, {street}")


if __name__ == "__main__":
    with ThreadPoolExecutor() as couriers:
        for name in ("Ann", "Bob", "Eve"):
            couriers.submit(deliver, name)
    print("parcels to deliver: 3")
    print("parcels delivered:", len(delivered))
    print("all couriers are back, no complaints")
