"""CrewAI: three agents, a task each, one after the other."""
import os
import sys

os.environ.setdefault("CREWAI_DISABLE_TELEMETRY", "true")
os.environ.setdefault("OTEL_SDK_DISABLED", "true")

from crewai import LLM, Agent, Crew, Process, Task  # noqa: E402

llm = LLM(model="openai/small", base_url=os.environ.get("OPENAI_BASE_URL"))


def agent(role, goal):
    return Agent(role=role, goal=goal, backstory=f"You have worked in orchards as {role} for years.", llm=llm)


surveyor = agent("Surveyor", "Report rows, trees a row and fallen trees.")
calculator = agent("Calculator", "Multiply, take the fallen trees off, and say the sum.")
foreman = agent("Foreman", "Say the answer.")
survey = Task(description="Read this field: {question}", expected_output="A report.", agent=surveyor)
total = Task(description="Work out the sum.", expected_output="A sum.", agent=calculator, context=[survey])
final = Task(description="Say the answer.", expected_output="An answer.", agent=foreman, context=[survey, total])

crew = Crew(agents=[surveyor, calculator, foreman], tasks=[survey, total, final], process=Process.sequential)
print(crew.kickoff(inputs={"question": sys.argv[1]}).raw)
