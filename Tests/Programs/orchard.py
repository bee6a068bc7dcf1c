"""What the models of the tests answer: teams count the trees of an orchard, and a hasty surveyor misreads the rows.

A model knows its part by its system prompt. The surveyor misreads every second field, and one of 25 when its prompt
says that it reads twice: a planted cause that a better prompt removes.
"""
import json
import re
from dataclasses import dataclass, field

QUESTION = re.compile(r"(\d+) rows of (\d+) trees, and (\d+) trees fall")
REPORT = re.compile(r"Report: (\d+) rows of (\d+) trees, (\d+) fallen")
PART = re.compile(r"(Rows|Trees a row|Fallen): (\d+)")
SUM = re.compile(r"Sum: (-?\d+)")

HASTY, CAREFUL, OTHERS = 0.5, 0.04, 0.03


@dataclass
class Asked:
    system: str
    messages: list
    tools: list
    results: list

    @property
    def text(self):
        return "\n".join(self.messages)


@dataclass
class Said:
    text: str = ""
    calls: list = field(default_factory=list)
    read: int = 0
    written: int = 0


def last(pattern, text):
    found = pattern.findall(text)
    return found[-1] if found else None


def answer(asked, chance):
    said = part(asked, chance)
    said.read = len((asked.system + asked.text).split())
    said.written = max(1, len((said.text + json.dumps(said.calls)).split()))
    return said


def part(asked, chance):
    system = asked.system.lower()
    if "you find out why a team of language models failed" in system:
        return critic(asked)
    for word, act in PARTS:
        if word in system:
            return act(asked, chance)
    return Said("I do not know my part.")


def careful(asked):
    return "twice" in asked.system.lower()


def surveyor(asked, chance):
    """Reads the field: by a tool where there is one."""
    if "look_up" in asked.tools and not asked.results:
        return Said(calls=[("look_up", {"field": "north"})])
    rows, trees, fallen = map(int, last(QUESTION, "\n".join(asked.results)) or last(QUESTION, asked.text) or (0, 0, 0))
    if chance < (CAREFUL if careful(asked) else HASTY):
        rows += 1
    return handed(asked, worded(asked, f"Report: {rows} rows of {trees} trees, {fallen} fallen."), "calculator")


def reader(name, index, error):
    def act(asked, chance):
        value = int((last(QUESTION, asked.text) or (0, 0, 0))[index])
        if chance < (CAREFUL if careful(asked) else error):
            value += 1
        return Said(f"{name}: {value}")

    return act


def calculator(asked, chance):
    """Multiplies and subtracts, by a tool where there is one; rarely drops a tree."""
    parts = dict(PART.findall(asked.text))
    report = last(REPORT, asked.text) or (parts.get("Rows", 0), parts.get("Trees a row", 0), parts.get("Fallen", 0))
    rows, trees, fallen = map(int, report)
    if "multiply" in asked.tools and not asked.results:
        return Said(calls=[("multiply", {"a": rows, "b": trees})])
    product = int(asked.results[-1]) if asked.results and asked.results[-1].lstrip("-").isdigit() else rows * trees
    total = product - fallen - (1 if chance < OTHERS else 0)
    return handed(asked, worded(asked, f"Sum: {total} trees."), "foreman")


def foreman(asked, chance):
    """Sends the sum back when it does not fit the report, and else says the answer."""
    report, total = last(REPORT, asked.text), last(SUM, asked.text)
    if report and total is not None and "again" in asked.system.lower():
        rows, trees, fallen = map(int, report)
        if rows * trees - fallen != int(total) and chance > OTHERS:
            return Said(worded(asked, "AGAIN: the sum does not fit the report."))
    return Said(worded(asked, f"Answer: {total}"))


def dispatcher(asked, chance):
    """Hands over at once, without a word."""
    return handed(asked, "", "surveyor") if asked.tools else Said("The surveyor begins.")


def critic(asked):
    """Says of a prompt that has no rule about reading twice that it lacks one; of another, nothing."""
    prompt = asked.text
    if "surveyor" not in prompt.lower() and "reader" not in prompt.lower():
        return Said(json.dumps({"weakness": None, "quotes": [], "edit": None, "confidence": 0.2}))
    quote = re.findall(r"Report: \d+ rows of \d+ trees|Rows: \d+|Fallen: \d+", prompt)
    reply = {"weakness": "The numbers are read once and misread.", "quotes": quote[-1:],
             "edit": {"old": None, "new": "Read every number twice."}, "confidence": 0.8}
    return Said(json.dumps(reply))


def handed(asked, text, to):
    """The words, and the handoff to the next where the request offers one."""
    tool = next((name for name in asked.tools if name.startswith("transfer_to") and to in name), None)
    return Said(text, [(tool, {})] if tool else [])


def worded(asked, text):
    """The form that some frameworks ask for."""
    return f"Thought: I now can give a great answer\nFinal Answer: {text}" if "Final Answer:" in asked.system + asked.text else text


PARTS = [
    ("rows reader", reader("Rows", 0, OTHERS)),
    ("trees reader", reader("Trees a row", 1, OTHERS)),
    ("storm reader", reader("Fallen", 2, HASTY)),
    ("you are the dispatcher", dispatcher),
    ("you are the foreman", foreman),
    ("you are foreman", foreman),
    ("you are the calculator", calculator),
    ("you are calculator", calculator),
    ("surveyor", surveyor),
]
