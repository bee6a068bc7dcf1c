"""Pydantic AI with its own instrumentation: a foreman who asks a surveyor by a tool."""
import sys

from opentelemetry import trace
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from pydantic_ai import Agent
from pydantic_ai.models.openai import OpenAIChatModel

provider = TracerProvider()
provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
trace.set_tracer_provider(provider)
Agent.instrument_all()

surveyor = Agent(
    OpenAIChatModel("small"), name="surveyor",
    instructions="You are the surveyor of an orchard. Report rows, trees a row and fallen trees.")
calculator = Agent(
    OpenAIChatModel("small"), name="calculator",
    instructions="You are the calculator of an orchard. Multiply, take the fallen trees off, say the sum.")


@calculator.tool_plain
def multiply(a: int, b: int) -> int:
    """The product of two numbers."""
    return a * b


with trace.get_tracer("orchard").start_as_current_span("orchard"):
    report = surveyor.run_sync(sys.argv[1]).output
    print(calculator.run_sync(f"{sys.argv[1]}\n{report}").output)
provider.shutdown()
