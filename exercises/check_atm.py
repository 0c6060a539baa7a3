"""Checks atm.py. In the folder where both are: pytest check_atm.py

Two clerks work at the same time: the first is stopped at a moment, the other goes as far as it
gets, then the first goes on; so for every moment there is. What waits for a lock is seen to wait,
and nothing depends on how long anything takes.
"""

import itertools
from datetime import date

from stage import STAGE, Clerk, load, outcome_of
from tail import ask, tell, time_flies
from watched import cut_power, refuse, watch_databases, watch_locks

KINDS = {"threads": "Mall", "processes": "StoredMall"}
BY = {"threads": "steps", "processes": "statements"}
DAY = date(2030, 5, 1)


# What one alone does.


def test_money_moves(tmp_path, kind):
    """Deposit, withdrawal, transfer, and what they leave."""
    found = ask(alone, tmp_path, kind)
    if found["balances"] != {"Ann": 6_500, "Bob": 13_000, "shop": 0}:
        tell(
            "Ann and Bob open with 10,000 cents each. Ann puts 500 in, takes 1,000 out and sends "
            "Bob 3,000: Ann has 6,500, Bob 13,000, the shop 0. balances() says "
            f"{found['balances']}."
        )
    if found["statement"] != [10_000, 500, -1_000, -3_000]:
        tell(
            "statement() lists all changes of a balance, the opening one first: "
            f"[10000, 500, -1000, -3000], not {found['statement']}."
        )
    for what, outcome in found["refused"].items():
        if outcome != "Refused":
            tell(f"{what}: this has to raise Refused, not end with {outcome!r}.")
    if found["changed"]:
        tell("What is refused must change nothing: neither a balance nor a statement.")
    if found["all"] != ["ok", 0]:
        tell(
            "Ann has 6,500 and takes 6,500 out: this has to end with 'ok' and leave 0, not with "
            "{!r} and {}.".format(*found["all"])
        )


def alone(kind):
    """What is there after some payments, and what is refused."""
    mall = furnished(kind)
    mall.deposit("Ann", 500)
    mall.withdraw("Ann", 1_000)
    mall.transfer("Ann", "Bob", 3_000)
    before, balances, statement = state(mall), mall.balances(), mall.statement("Ann")
    tries = {
        "Ann has 6,500 and takes 6,501 out": lambda: mall.withdraw("Ann", 6_501),
        "Ann has 6,500 and sends Bob 6,501": lambda: mall.transfer("Ann", "Bob", 6_501),
        "Eve has no account and puts 1 in": lambda: mall.deposit("Eve", 1),
        "Ann sends 1 to Eve, who has no account": lambda: mall.transfer("Ann", "Eve", 1),
        "Ann opens a second account": lambda: mall.open_account("Ann", 1),
        "Eve has no account and puts a cake in her cart": lambda: mall.put_in_cart("Eve", "cake"),
        "Eve has no account and empties her cart": lambda: mall.empty_cart("Eve"),
        "Eve has no account and asks for her statement": lambda: mall.statement("Eve"),
    }
    refused = {what: outcome_of(act) for what, act in tries.items()}
    changed = state(mall) != before
    return {
        "balances": balances,
        "statement": statement,
        "refused": refused,
        "changed": changed,
        "all": [outcome_of(lambda: mall.withdraw("Ann", 6_500)), mall.balances()["Ann"]],
    }


def test_money_is_whole_cents(tmp_path, kind):
    """An int, of any size."""
    much, outcomes = ask(cents, tmp_path, kind)
    if much != 2**53 + 1:
        tell(
            f"Ann opens with 9007199254740993 cents, and has {much}: somewhere money is a float, "
            "which has no room for so many digits. Keep whole cents, in an int."
        )
    for act, amount, outcome in outcomes:
        if outcome != "ValueError":
            tell(
                f"An amount of {amount} has to raise a ValueError, not end with {outcome!r}: in "
                f"{act}(), as in all others."
            )


def cents(kind):
    """What is left of a large balance, and what odd amounts end with."""
    mall = furnished(kind)
    mall.open_account("Eve", 2**53 + 1)
    acts = {
        "deposit": lambda amount: mall.deposit("Ann", amount),
        "withdraw": lambda amount: mall.withdraw("Ann", amount),
        "transfer": lambda amount: mall.transfer("Ann", "Bob", amount),
    }
    return mall.balances()["Eve"], [
        [name, str(amount), outcome_of(lambda act=act, n=amount: act(n))]
        for name, act in acts.items()
        for amount in (0, -5, 0.5, 100.0)
    ]


def test_the_limit_of_a_day(tmp_path, kind):
    """It counts what is withdrawn, and begins anew with each day."""
    found = ask(days, tmp_path, kind)
    if found != ["ok", "ok", "Refused", "ok", "ok", "Refused"]:
        tell(
            "The limit is 500 a day. Ann takes out 300, then 200, then 1: refused. She sends Bob "
            "1,000, which is no cash. On the next day, as today() says, she takes out 500; and on "
            f"the day after that 501: refused. These ended with {found}."
        )


def days(kind):
    """How withdrawals end, on three days."""
    today = [DAY]
    mall = furnished(kind, limit=500, today=lambda: today[0])
    found = [outcome_of(lambda n=n: mall.withdraw("Ann", n)) for n in (300, 200, 1)]
    found.append(outcome_of(lambda: mall.transfer("Ann", "Bob", 1_000)))
    for today[0], amount in (date(2030, 5, 2), 500), (date(2030, 5, 3), 501):
        found.append(outcome_of(lambda n=amount: mall.withdraw("Ann", n)))
    return found


def test_a_cart_reserves(tmp_path, kind):
    """What is in a cart is nobody else's."""
    found = ask(carts, tmp_path, kind)
    said = [
        "One cake is there. Ann puts it in her cart: free 0, in carts 1, sold 0",
        "Bob wants it, too: Refused",
        "Ann empties her cart: free 1, in carts 0, sold 0",
        "Now Bob gets it: free 0, in carts 1, sold 0",
        "He pays 3,000, and it is sold: free 0, in carts 0, sold 1",
        "Bob pays again, for an empty cart: Refused",
        "Bob has 7,000 and the shop 3,000",
    ]
    right = [[0, 1, 0], "Refused", [1, 0, 0], [0, 1, 0], [3_000, [0, 0, 1]], "Refused"]
    for words, one, other in zip(said, found, [*right, [7_000, 3_000]], strict=True):
        if one != other:
            tell(f"{words}. What was found is {one}.")


def carts(kind):
    """What the shelf says as a cake goes from cart to cart."""
    mall = furnished(kind)
    cake = lambda: list(mall.stock()["cake"])  # noqa: E731
    mall.put_in_cart("Ann", "cake")
    found = [cake(), outcome_of(lambda: mall.put_in_cart("Bob", "cake"))]
    mall.empty_cart("Ann")
    found.append(cake())
    mall.put_in_cart("Bob", "cake")
    found.append(cake())
    found.append([mall.checkout("Bob"), cake()])
    found.append(outcome_of(lambda: mall.checkout("Bob")))
    return [*found, [mall.balances()["Bob"], mall.balances()["shop"]]]


def test_money_and_stock_together_or_neither(tmp_path, kind):
    """A checkout that is refused changes nothing."""
    outcome, before, after = ask(poor, tmp_path, kind)
    if outcome != "Refused":
        tell(f"Ann has 100 and a cake for 3,000 in her cart. checkout() ended with {outcome!r}.")
    if before != after:
        tell(
            "Ann has 100 and a cake for 3,000 in her cart. checkout() is refused, and has to leave "
            "all as it was, the cake in her cart, too.\n"
            + "\n".join(compared(after, [before], ["Before"]))
        )


def poor(kind):
    """What a checkout ends with that cannot be paid, and what was there before and after."""
    mall = furnished(kind)
    mall.put_in_cart("Ann", "cake")
    mall.transfer("Ann", "Bob", 9_900)
    before = state(mall)
    return outcome_of(lambda: mall.checkout("Ann")), before, state(mall)


# What two do at the same time: each pair, and what may be wrong.


def newcomer(mall):
    """Somebody opens an account, and sends money at once."""
    mall.open_account("Eve", 100)
    mall.transfer("Eve", "Ann", 50)


PAIRS = {
    "deposits": (
        lambda mall: mall.deposit("Ann", 100),
        lambda mall: mall.deposit("Ann", 200),
        "Two deposits to one account: one was lost, or counted twice.",
    ),
    "withdrawals": (
        lambda mall: mall.withdraw("Ann", 8_000),
        lambda mall: mall.withdraw("Ann", 7_000),
        "Two withdrawals from one account, which has enough for one: from the look at the balance "
        "to its change is one step.",
    ),
    "limit": (
        lambda mall: mall.withdraw("Bob", 5_000),
        lambda mall: mall.withdraw("Bob", 4_500),
        "Two withdrawals that together are over the limit of the day: from the look at what was "
        "withdrawn today to the withdrawal is one step.",
    ),
    "opposite": (
        lambda mall: mall.transfer("Ann", "Bob", 3_000),
        lambda mall: mall.transfer("Bob", "Ann", 1_000),
        "Two transfers in opposite directions.",
    ),
    "transfers": (
        lambda mall: mall.transfer("Ann", "Bob", 8_000),
        lambda mall: mall.transfer("Ann", "Cem", 7_000),
        "Two transfers from one account, which has enough for one.",
    ),
    "reader": (
        lambda mall: mall.transfer("Ann", "Bob", 3_000),
        lambda mall: sorted(mall.balances().items()),
        "balances() during a transfer: it has to show all accounts at one moment, before the "
        "transfer or after it, and not money that is nowhere.",
    ),
    "newcomer": (
        lambda mall: sorted(mall.balances().items()),
        newcomer,
        "balances() while Eve opens an account with 100 and sends 50 to Ann: it has to show Eve's "
        "account as well, or neither it nor her money.",
    ),
    "same name": (
        lambda mall: mall.open_account("Eve", 100),
        lambda mall: mall.open_account("Eve", 200),
        "Two customers open accounts with the same name: the second has to be refused.",
    ),
    "last cake": (
        lambda mall: mall.put_in_cart("Ann", "cake"),
        lambda mall: mall.put_in_cart("Bob", "cake"),
        "Two customers want the last cake.",
    ),
    "paid twice": (
        lambda mall: mall.checkout("Cem"),
        lambda mall: mall.checkout("Cem"),
        "A customer who is impatient presses the button twice: two checkouts of one cart.",
    ),
    "cash and checkout": (
        lambda mall: mall.withdraw("Cem", 9_000),
        lambda mall: mall.checkout("Cem"),
        "A withdrawal and a checkout from one account, which has enough for one.",
    ),
    "second thoughts": (
        lambda mall: mall.checkout("Cem"),
        lambda mall: mall.empty_cart("Cem"),
        "A checkout while the same cart is emptied: what is paid is sold, and what is put back is "
        "not paid.",
    ),
    "shelf": (
        lambda mall: mall.checkout("Cem"),
        lambda mall: mall.stock(),
        "stock() while a cart with two pieces is paid: it has to show both sold, or none.",
    ),
    "delivery": (
        lambda mall: mall.supply("pie", 2_000, 2),
        lambda mall: mall.stock(),
        "stock() while two pieces are put on the shelf: it has to show both, or none.",
    ),
}
ORDERS = {"newcomer": ["ab"]}  # between her two steps others may look
EACH = {"pair": PAIRS, "kind": KINDS, "act": ["withdraw", "transfer", "checkout"]}


def test_at_every_moment(tmp_path, kind, pair):
    """It ends as if one had come after the other."""
    found = ask(at_every_moment, tmp_path, kind, pair)
    if found is None:
        return
    words = [
        PAIRS[pair][2],
        f"One clerk stood before {found['place']}, when the other came.",
    ]
    if found["stuck"]:
        words.append(
            "Now somebody waits forever, for a lock that is never given back. In which order does "
            "each take its locks? Does one take a lock twice?"
        )
    else:
        words.append("It has to end as if one had come after the other, and did not.")
        words += compared(found["found"], found["right"], ["Right", "or"])
    tell("\n".join(words))


def at_every_moment(kind, pair):
    """The first moment at which two get into each other's way; None if there is none."""
    prepare(kind)
    acts = dict(zip("ab", PAIRS[pair][:2], strict=True))
    right = [one_by_one(kind, acts, order) for order in ("ab", "ba")]
    for first, other in ORDERS.get(pair, ["ab", "ba"]):
        for moment in itertools.count():
            ann, bob = furnished_for_two(kind)
            clerk = Clerk(lambda act=acts[first], mall=ann: act(mall), moment, BY[kind])
            second = Clerk(lambda act=acts[other], mall=bob: act(mall))
            STAGE.play(clerk, second)
            if clerk.place is None:
                break
            outcomes = {first: clerk.outcome, other: second.outcome}
            found = {} if STAGE.stuck else ended(outcomes, ann)
            if found not in right:
                return {"place": clerk.place, "stuck": STAGE.stuck, "found": found, "right": right}
    return None


def one_by_one(kind, acts, order):
    """What two end with who come one after the other."""
    mall, _ = furnished_for_two(kind)
    outcomes = {who: outcome_of(lambda act=acts[who]: act(mall)) for who in order}
    return ended(outcomes, mall)


def ended(outcomes, mall):
    """What both came to, and what they left."""
    return {"one": outcomes["a"], "the other": outcomes["b"]} | state(mall)


# What processes have beside this: they share nothing but the file, and may die.


def test_another_process_sees_the_money(tmp_path):
    """It is in the file, not in the memory of whoever has opened it."""
    ask(open_in_one_process, tmp_path)
    found = ask(look_in_another, tmp_path)
    if found != {"Ann": 9_000, "Bob": 10_000, "shop": 0}:
        tell(
            "One process opened accounts with 10,000 each in a StoredMall, and Ann took out 1,000. "
            f"Another process then made a StoredMall of the same file, and found {found}."
        )


def open_in_one_process():
    """Make the file."""
    mall = furnished("processes", path="shared.db")
    mall.withdraw("Ann", 1_000)


def look_in_another():
    """What another process finds."""
    return made("processes", path="shared.db").balances()


def test_the_power_goes_off(tmp_path):
    """Whatever is done is done whole, or not at all."""
    found = ask(without_power, tmp_path)
    if found:
        tell(
            f"The power went off before {found['place']}. After that, money and stock have to be "
            "as before the checkout, or as after it: one transaction, one commit.\n"
            + "\n".join(compared(found["found"], found["right"], ["Before", "After"]))
        )


def without_power():
    """The first statement of a checkout before which the power must not go off, if there is one."""
    prepare("processes")
    right = []
    for act in (lambda mall: None, lambda mall: mall.checkout("Cem")):
        mall, _ = furnished_for_two("processes")
        act(mall)
        right.append(state(mall))
    for moment in itertools.count():
        mall, _ = furnished_for_two("processes")
        clerk = Clerk(lambda mall=mall: mall.checkout("Cem"), moment, BY["processes"], cut_power)
        clerk.run()
        STAGE.power_back()
        if clerk.place is None:
            return None
        found = state(made("processes", path=PATHS[-1]))
        if found not in right:
            return {"place": clerk.place, "found": found, "right": right}


def test_the_database_says_no(tmp_path, act):
    """A statement is refused: the whole transaction is rolled back, and tried again."""
    found = ask(refused_once, tmp_path, act)
    if found:
        tell(
            f"SQLite refused once, `database is locked`, at {found['place']}. Nothing of {act}() "
            "may stay, and all of it has to be tried again, from the look on: done once.\n"
            + "\n".join(compared(found["found"], found["right"], ["Right"]))
        )


def refused_once(name):
    """The first statement that must not be refused once, if there is one."""
    prepare("processes")
    act = {
        "withdraw": lambda mall: mall.withdraw("Cem", 1_000),
        "transfer": lambda mall: mall.transfer("Cem", "Bob", 1_000),
        "checkout": lambda mall: mall.checkout("Cem"),
    }[name]
    mall, _ = furnished_for_two("processes")
    right = [{name: outcome_of(lambda: act(mall))} | state(mall)]
    for moment in itertools.count():
        mall, _ = furnished_for_two("processes")
        clerk = Clerk(lambda mall=mall: act(mall), moment, BY["processes"], refuse)
        clerk.run()
        if clerk.place is None:
            return None
        found = {name: clerk.outcome} | state(mall)
        if found not in right:
            return {"place": clerk.place, "found": found, "right": right}


# What all of these begin with, and look at.


def prepare(kind):
    """Watch what clerks wait for; no sleep lasts."""
    time_flies()
    watch_locks()
    if kind == "processes":
        watch_databases()


def made(kind, limit=100_000, today=lambda: DAY, path=None):
    """A mall of a program that has just been started."""
    module = load()
    if kind == "threads":
        return module.Mall(limit, today)
    return module.StoredMall(path, limit, today)


def furnished(kind, limit=100_000, today=lambda: DAY, path="mall.db"):
    """A mall with two accounts and a cake."""
    mall = made(kind, limit, today, path)
    for owner in ("Ann", "Bob"):
        mall.open_account(owner, 10_000)
    mall.supply("cake", 3_000, 1)
    return mall


PATHS = []


def furnished_for_two(kind):
    """A mall for two clerks: one object for threads, one for each process. Cem wants two teas."""
    PATHS.append(f"mall-{len(PATHS)}.db")
    mall = furnished(kind, limit=9_000, path=PATHS[-1])
    mall.open_account("Cem", 10_000)
    mall.supply("tea", 2_000, 2)
    mall.put_in_cart("Cem", "tea")
    mall.put_in_cart("Cem", "tea")
    return mall, mall if kind == "threads" else made(kind, 9_000, path=PATHS[-1])


def state(mall):
    """All that can be seen of a mall."""
    found = {}
    for owner, balance in mall.balances().items():
        found[f"balance of {owner}"] = balance
        found[f"statement of {owner}"] = list(mall.statement(owner))
    for article, pieces in mall.stock().items():
        found[f"{article}, free, in carts, sold"] = list(pieces)
    return found


def compared(found, right, names):
    """What differs, in lines."""
    every = [found, *right]
    keys = [key for key in found if any(one.get(key) != found[key] for one in every)]
    return [
        f"{name}: " + "; ".join(f"{key}: {one.get(key)}" for key in keys)
        for name, one in zip(["Found", *names], every, strict=True)
    ]
