"""A server of models for tests: it speaks three protocols, and its models err as often as their prompts let them.

    python3 fallible_server.py [--latency MILLISECONDS] [--refuse-every N]

It prints its address and serves until its standard input ends. A model is a function of the request and its seed; where a
protocol has no seed, of the request and of how often the same request came before. Standard library only.
"""
import argparse
import collections
import hashlib
import json
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from orchard import Asked, answer


def text_of(content):
    if isinstance(content, list):
        return "".join(str(part.get("text") or part.get("content") or "") for part in content if isinstance(part, dict))
    return content or ""


class ChatCompletions:
    ending = "/chat/completions"

    def asked(body):
        system, rest = [], []
        for message in body["messages"]:
            (system if message["role"] in ("system", "developer") else rest).append(text_of(message.get("content")))
        tools = [tool["function"]["name"] for tool in body.get("tools") or []]
        results = []
        for message in reversed(body["messages"]):
            if message["role"] != "tool":
                break
            results.insert(0, text_of(message.get("content")))
        return Asked("\n\n".join(system), rest, tools, results)

    def whole(said, body, number):
        message = {"role": "assistant", "content": said.text or (None if said.calls else ""), "refusal": None}
        if said.calls:
            message["tool_calls"] = [
                {"id": f"call_{number}_{n}", "type": "function",
                 "function": {"name": call[0], "arguments": json.dumps(call[1])}}
                for n, call in enumerate(said.calls)]
        return {
            "id": f"chatcmpl-{number}", "object": "chat.completion", "created": 1, "model": body["model"],
            "choices": [{"index": 0, "message": message, "logprobs": None,
                         "finish_reason": "tool_calls" if said.calls else "stop"}],
            "usage": {"prompt_tokens": said.read, "completion_tokens": said.written,
                      "total_tokens": said.read + said.written}}

    def stream(whole, body):
        head = {key: whole[key] for key in ("id", "created", "model")} | {"object": "chat.completion.chunk"}
        message = whole["choices"][0]["message"]

        def chunk(delta, reason=None):
            return data(head | {"choices": [{"index": 0, "delta": delta, "finish_reason": reason}]})

        yield chunk({"role": "assistant", "content": ""})
        for word in (message["content"] or "").split(" "):
            if message["content"]:
                yield chunk({"content": word + " "} if not message["content"].endswith(word) else {"content": word})
        for index, call in enumerate(message.get("tool_calls") or []):
            start = {"index": index, "id": call["id"], "type": "function",
                     "function": {"name": call["function"]["name"], "arguments": ""}}
            yield chunk({"tool_calls": [start]})
            yield chunk({"tool_calls": [{"index": index, "function": {"arguments": call["function"]["arguments"]}}]})
        yield chunk({}, whole["choices"][0]["finish_reason"])
        if (body.get("stream_options") or {}).get("include_usage"):
            yield data(head | {"choices": [], "usage": whole["usage"]})
        yield "data: [DONE]\n\n"


class Responses:
    ending = "/responses"

    def asked(body):
        items = body["input"] if isinstance(body["input"], list) else [{"role": "user", "content": body["input"]}]
        system = [body["instructions"]] if body.get("instructions") else []
        rest, results = [], []
        for item in items:
            if item.get("role") in ("system", "developer"):
                system.append(text_of(item.get("content")))
            else:
                rest.append(text_of(item.get("content")) or item.get("output") or "")
        for item in reversed(items):
            if item.get("type") != "function_call_output":
                break
            results.insert(0, text_of(item["output"]))
        return Asked("\n\n".join(system), rest, [tool["name"] for tool in body.get("tools") or []], results)

    def whole(said, body, number):
        output = []
        if said.text or not said.calls:
            output.append({"type": "message", "id": f"msg_{number}", "role": "assistant", "status": "completed",
                           "content": [{"type": "output_text", "text": said.text, "annotations": []}]})
        for n, call in enumerate(said.calls):
            output.append({"type": "function_call", "id": f"fc_{number}_{n}", "call_id": f"call_{number}_{n}",
                           "name": call[0], "arguments": json.dumps(call[1]), "status": "completed"})
        return {
            "id": f"resp_{number}", "object": "response", "created_at": 1, "model": body["model"],
            "status": "completed", "output": output, "parallel_tool_calls": True, "tool_choice": "auto", "tools": [],
            "error": None, "incomplete_details": None, "instructions": None, "metadata": {},
            "usage": {"input_tokens": said.read, "output_tokens": said.written,
                      "total_tokens": said.read + said.written, "input_tokens_details": {"cached_tokens": 0},
                      "output_tokens_details": {"reasoning_tokens": 0}}}

    def stream(whole, body):
        for number, (kind, fields) in enumerate(Responses.events(whole)):
            yield event(kind, fields | {"sequence_number": number})

    def events(whole):
        yield "response.created", {"response": whole | {"output": [], "status": "in_progress"}}
        for index, item in enumerate(whole["output"]):
            yield "response.output_item.added", {"output_index": index, "item": item}
            for part in item.get("content") or []:
                place = {"output_index": index, "content_index": 0, "item_id": item["id"]}
                yield "response.output_text.delta", place | {"delta": part["text"], "logprobs": []}
            yield "response.output_item.done", {"output_index": index, "item": item}
        yield "response.completed", {"response": whole}


class Messages:
    ending = "/messages"

    def asked(body):
        rest, results = [], []
        for message in body["messages"]:
            rest.append(text_of(message["content"]))
        last = body["messages"][-1]["content"]
        for part in last if isinstance(last, list) else []:
            if part.get("type") == "tool_result":
                results.append(text_of(part.get("content")))
        return Asked(text_of(body.get("system")), rest, [tool["name"] for tool in body.get("tools") or []], results)

    def whole(said, body, number):
        content = [{"type": "text", "text": said.text}] if said.text or not said.calls else []
        for n, call in enumerate(said.calls):
            content.append({"type": "tool_use", "id": f"toolu_{number}_{n}", "name": call[0], "input": call[1]})
        return {"id": f"msg_{number}", "type": "message", "role": "assistant", "model": body["model"],
                "content": content, "stop_reason": "tool_use" if said.calls else "end_turn", "stop_sequence": None,
                "usage": {"input_tokens": said.read, "output_tokens": said.written}}

    def stream(whole, body):
        for kind, fields in Messages.events(whole):
            yield event(kind, fields)

    def events(whole):
        yield "message_start", {"message": whole | {"content": [], "stop_reason": None}}
        for index, part in enumerate(whole["content"]):
            if part["type"] == "text":
                start, delta = {"type": "text", "text": ""}, {"type": "text_delta", "text": part["text"]}
            else:
                start, delta = part | {"input": {}}, {"type": "input_json_delta",
                                                      "partial_json": json.dumps(part["input"])}
            yield "content_block_start", {"index": index, "content_block": start}
            yield "content_block_delta", {"index": index, "delta": delta}
            yield "content_block_stop", {"index": index}
        yield "message_delta", {"delta": {"stop_reason": whole["stop_reason"], "stop_sequence": None},
                                "usage": whole["usage"]}
        yield "message_stop", {}


def data(value):
    return f"data: {json.dumps(value)}\n\n"


def event(kind, fields):
    return f"event: {kind}\ndata: {json.dumps(fields | {'type': kind})}\n\n"


PROTOCOLS = [ChatCompletions, Responses, Messages]


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1
    disable_nagle_algorithm = True

    def log_message(self, *arguments):
        pass

    def do_GET(self):
        """How many requests have come."""
        self.reply(200, json.dumps({"requests": self.server.number}).encode())

    def do_POST(self):
        raw = self.rfile.read(int(self.headers.get("content-length") or 0))
        protocol = next((each for each in PROTOCOLS if self.path.split("?")[0].endswith(each.ending)), None)
        if protocol is None:
            return self.reply(404, b'{"error":{"message":"no such path"}}')
        body = json.loads(raw)
        asked = protocol.asked(body)
        number, nth = self.server.count(asked)
        if self.server.refuse_every and number % self.server.refuse_every == 0:
            return self.reply(429, b'{"error":{"message":"slow down"}}', [("retry-after", "0")])
        time.sleep(self.server.latency / 1000)
        chance = draw(body["seed"] if "seed" in body else f"time {nth}", asked)
        whole = protocol.whole(answer(asked, chance), body, number)
        if body.get("stream"):
            return self.reply(200, "".join(protocol.stream(whole, body)).encode(), kind="text/event-stream")
        self.reply(200, json.dumps(whole).encode())

    def reply(self, status, body, headers=(), kind="application/json"):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


def draw(seed, asked):
    """A number from 0 to 1 that is a function of the seed and of what the model reads, its prompt aside.

    A better prompt makes fewer errors at the same draws, so that pairs of runs with one seed are alike."""
    read = json.dumps([seed, asked.messages, asked.results])
    return int.from_bytes(hashlib.sha256(read.encode()).digest()[:8], "big") / 2**64


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, latency, refuse_every):
        super().__init__(("127.0.0.1", 0), Handler)
        self.latency, self.refuse_every = latency, refuse_every
        self.lock, self.seen, self.number = threading.Lock(), collections.Counter(), 0

    def count(self, asked):
        """The number of a request, and how often its words came before it; identifiers of calls are no words."""
        key = json.dumps([asked.system, asked.messages, asked.results])
        with self.lock:
            self.seen[key] += 1
            self.number += 1
            return self.number, self.seen[key]


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--latency", type=float, default=0)
    options.add_argument("--refuse-every", type=int, default=0)
    options = options.parse_args()
    server = Server(options.latency, options.refuse_every)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(f"http://127.0.0.1:{server.server_address[1]}", flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    main()
