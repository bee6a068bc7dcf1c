"""The Anthropic client: a surveyor with a tool and a calculator; the second one's words are streamed."""
import sys

import anthropic

client = anthropic.Anthropic()
question = sys.argv[1]
look_up = {"name": "look_up", "description": "The notes of a field.",
           "input_schema": {"type": "object", "properties": {"field": {"type": "string"}}, "required": ["field"]}}


def words(message):
    return "".join(part.text for part in message.content if part.type == "text")


said = [{"role": "user", "content": question}]
while True:
    report = client.messages.create(
        model="small", max_tokens=400, tools=[look_up], messages=said,
        system="You are the surveyor of an orchard. Look the field up, then report rows, trees a row and fallen trees.")
    calls = [part for part in report.content if part.type == "tool_use"]
    if not calls:
        break
    said.append({"role": "assistant", "content": report.content})
    said.append({"role": "user", "content": [
        {"type": "tool_result", "tool_use_id": call.id, "content": f"notes of {call.input['field']}: {question}"}
        for call in calls]})

with client.messages.stream(
    model="small", max_tokens=400, messages=[{"role": "user", "content": words(report)}],
    system="You are the calculator of an orchard. Multiply, take the fallen trees off, say the sum.",
) as stream:
    total = words(stream.get_final_message())
print(total)
