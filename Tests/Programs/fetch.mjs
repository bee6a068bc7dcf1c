// JavaScript without a library: a surveyor, a calculator and a foreman, asked with fetch.
const base = process.env.OPENAI_BASE_URL ?? "https://api.openai.com/v1";

async function ask(prompt, text) {
  const response = await fetch(`${base}/chat/completions`, {
    method: "POST",
    headers: { "Content-Type": "application/json", Authorization: `Bearer ${process.env.OPENAI_API_KEY ?? ""}` },
    body: JSON.stringify({
      model: "small",
      messages: [{ role: "system", content: prompt }, { role: "user", content: text }],
    }),
  });
  if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
  return (await response.json()).choices[0].message.content;
}

const question = process.argv[2];
const report = await ask("You are the surveyor of an orchard. Report rows, trees a row and fallen trees.", question);
const total = await ask("You are the calculator of an orchard. Multiply, take the fallen trees off, say the sum.", report);
console.log(await ask("You are the foreman of an orchard. Say the answer.", `${report}\n${total}`));
