"""No framework: three readers ask at once, a calculator and a foreman follow. Standard library only."""
import asyncio
import json
import os
import sys
import urllib.request

BASE = os.environ.get("OPENAI_BASE_URL", "https://api.openai.com/v1")


def post(prompt, text):
    body = {"model": "small", "messages": [{"role": "system", "content": prompt}, {"role": "user", "content": text}]}
    request = urllib.request.Request(
        BASE + "/chat/completions", json.dumps(body).encode(),
        {"Content-Type": "application/json", "Authorization": f"Bearer {os.environ.get('OPENAI_API_KEY', '')}"})
    return json.load(urllib.request.urlopen(request))["choices"][0]["message"]["content"]


async def ask(prompt, text):
    return await asyncio.to_thread(post, prompt, text)


async def main(question):
    read = await asyncio.gather(
        ask("You are the rows reader of an orchard. Say how many rows there are.", question),
        ask("You are the trees reader of an orchard. Say how many trees a row has.", question),
        ask("You are the storm reader of an orchard. Say how many trees fell.", question))
    total = await ask("You are the calculator of an orchard. Say the sum.", "\n".join(read))
    print(await ask("You are the foreman of an orchard. Say the answer.", total))


asyncio.run(main(sys.argv[1]))
