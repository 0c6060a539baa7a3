"""Six old camelCase names still work, and each one warns."""

import threading
import warnings

if __name__ == "__main__":
    thread = threading.Thread(name="oven")
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        threading.currentThread()
        threading.activeCount()
        thread.getName()
        thread.setName("grill")
        thread.isDaemon()
        thread.setDaemon(True)

    for warning in caught:
        print(warning.message)
    print("category:", *{item.category.__name__ for item in caught})
