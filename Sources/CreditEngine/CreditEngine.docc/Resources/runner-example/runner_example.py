#!/usr/bin/env python3
"""A team of three agents outside ascribe, to copy from. Standard library only.

    python3 runner_example.py            re-runs the whole team: the `runner` of team.yaml
    python3 runner_example.py --model    speaks for one agent: a `command` model, as in inside.yaml

The agents are simulated: they solve problems such as "Ann has 14 apples. She buys 3 bags of 6 apples and gives
9 apples away. How many apples has she now?" by rules, and err by chance, less often when their prompt tells them to
look twice. In a system of your own, `speak` calls your model and everything else stays as it is.
"""

import json
import random
import re
import sys

ORDER = ["reader", "solver", "coordinator"]
TURNS = 2
NAME = "runner-example (simulated)"


def numbers(text):
    return [int(number) for number in re.findall(r"\d+", text)]


def speak(agent, prompt, problem, heard, turn, chance):
    """What an agent says. It knows its prompt, the problem, and what it heard as (agent, words), and nothing else."""
    slips = chance.random() < (0.05 if "twice" in prompt else 0.3)

    def last(speaker):
        return next((words for who, words in reversed(heard) if who == speaker), "")

    if agent == "reader":
        start, bags, each, gone = numbers(problem)[:4]
        if turn == 1:
            return f"They come in {bags} bags of {each + 2 * slips}."
        return f"There were {start} at first, and {gone + 3 * slips} are given away."
    facts, bought = numbers(last("reader")), numbers(last("coordinator"))
    if agent == "solver":
        if len(facts) < 2 or (turn > 1 and not bought):
            return "I cannot work it out without the facts."
        if turn == 1:
            return f"{facts[0]} * {facts[1]} = {facts[0] * facts[1] + 5 * slips}."
        return f"{facts[0]} + {bought[-1]} - {facts[1]} = {facts[0] + bought[-1] - facts[1] + 5 * slips}."
    found = numbers(last("solver"))
    if not found:
        return "We do not know yet."
    result = found[-1] + slips
    return f"We have {result} so far." if turn < TURNS else f"The answer is {result}."


def run(request):
    """One run of the team: kept messages stay, given words are said, everybody else speaks under the prompts sent."""
    problem, prompts = request["problem"], request["prompts"]
    messages = [dict(turn=m["turn"], agent=m["agent"], output=m["output"]) for m in request["prefix"]]
    kept = {(m["turn"], m["agent"]) for m in messages}
    given = {}
    for pin in ([request["replace"]] if "replace" in request else []) + request.get("pins", []):
        given.setdefault((pin["turn"], pin["agent"]), []).append(pin["output"])

    for turn in range(1, TURNS + 1):
        for agent in ORDER:
            if (turn, agent) in kept:
                continue
            if (turn, agent) in given:
                outputs = [words for words in given[turn, agent] if words is not None]
            else:
                prompt = prompts.get(agent, "") + (prompts.get("aggregation", "") if agent == ORDER[-1] else "")
                heard = [(m["agent"], m["output"]) for m in messages]
                # Chance hangs on the seed and the place alone, so that two runs with one seed can be compared.
                chance = random.Random(f"{request['seed']} {problem['input']} {turn} {agent}")
                outputs = [speak(agent, prompt, problem["input"], heard, turn, chance)]
            messages += [dict(turn=turn, agent=agent, output=words, model=NAME) for words in outputs]

    answer = numbers(messages[-1]["output"])[-1:]
    success = bool(answer) and str(answer[0]) == problem.get("reference")
    return {"type": "trace", "trace": request["trace"], "messages": messages, "outcome": {"success": success}}


def serve():
    """Answers one request a line until the input ends; standard output is for replies only."""
    for line in sys.stdin:
        request = json.loads(line)
        try:
            reply = run(request) if request["op"] == "run" else {"error": "this runner can only run"}
        except Exception as problem:
            print(f"request {request.get('id')}: {problem!r}", file=sys.stderr)
            reply = {"error": str(problem)}
        print(json.dumps({"id": request["id"], **reply}), flush=True)


def answer():
    """Answers one request for one message: the input that ascribe builds is taken apart again."""
    request = json.load(sys.stdin)
    prompt = "".join(m["content"] for m in request["messages"] if m["role"] == "system")
    talk = request["messages"][-1]["content"]
    problem = talk.split("Problem:\n", 1)[1].split("\n\nConversation so far:\n", 1)[0]
    heard = re.findall(r"^\[turn \d+\] (\w+): (.*)$", talk, re.MULTILINE)
    turn, agent = re.findall(r"^It is turn (\d+) of \d+\. You are (\w+)\.", talk, re.MULTILINE)[-1]
    words = speak(agent, prompt, problem, heard, int(turn), random.Random(request.get("seed")))
    print(json.dumps({"text": words, "model": NAME}))


if __name__ == "__main__":
    answer() if "--model" in sys.argv else serve()
