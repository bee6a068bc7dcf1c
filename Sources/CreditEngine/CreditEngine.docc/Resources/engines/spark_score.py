"""Scores recorded runs, one a line, on a Spark cluster: ascribe is a filter, one line in and one record out.

Usage: spark_score.py RUNS ASCRIBE PARTS OUT.parquet [MASTER] [pipe|arrow]
Writes a table with the line as it stood, the record as it came, and the columns that queries ask for; prints how many of
each status there are, the success rate and the blame by agent. A line that holds no run keeps its record with the reason;
nothing is lost, and a bad line ends nothing. `pipe` starts ascribe once a part, `arrow` (mapInArrow) once a batch.
"""
import json
import subprocess
import sys

import pyarrow as pa
from pyspark.sql import Row, SparkSession

runs, ascribe, parts, out = sys.argv[1:5]
master = sys.argv[5] if len(sys.argv) > 5 else "local-cluster[2,1,1024]"
way = sys.argv[6] if len(sys.argv) > 6 else "pipe"
spark = (SparkSession.builder.master(master).appName("ascribe score").config("spark.ui.enabled", "false")
         .config("spark.sql.shuffle.partitions", parts).getOrCreate())
spark.sparkContext.setLogLevel("ERROR")

schema = ("line string, record string, status string, trace string, success boolean, agent string, turn long, "
          "blame map<string, double>")
types = pa.schema([("line", pa.string()), ("record", pa.string()), ("status", pa.string()), ("trace", pa.string()),
                   ("success", pa.bool_()), ("agent", pa.string()), ("turn", pa.int64()),
                   ("blame", pa.map_(pa.string(), pa.float64()))])


def facts(line, record):
    facts = json.loads(record)
    # Places count within a part, so they say nothing of the whole.
    facts.pop("line", None)
    facts.pop("offset", None)
    first = (facts.get("suspects") or [{}])[0]
    failed = facts.get("success") is False and first
    blame = {a["agent"]: float(a["value"]) for a in facts.get("structural") or []} if failed else None
    return {"line": line, "record": json.dumps(facts, ensure_ascii=False), "status": facts["status"],
            "trace": facts.get("trace"), "success": facts.get("success"), "agent": first.get("agent"),
            "turn": first.get("turn"), "blame": blame}


def score(batches):
    for batch in batches:
        lines = batch.column(0).to_pylist()
        text = "".join(line + "\n" for line in lines).encode()
        # Status 1 says that lines were bad; each has its record.
        ended = subprocess.run([ascribe, "score", "--lines", "-"], input=text, stdout=subprocess.PIPE)
        records = ended.stdout.decode().split("\n")[:-1]
        if ended.returncode not in (0, 1) or len(records) != len(lines):
            raise RuntimeError(f"ascribe ended with {ended.returncode}, {len(records)} records of {len(lines)} lines")
        rows = [facts(*pair) for pair in zip(lines, records)]
        for row in rows:
            row["blame"] = list(row["blame"].items()) if row["blame"] is not None else None
        yield pa.RecordBatch.from_pylist(rows, schema=types)


if way == "arrow":
    lines = spark.read.text(runs).repartition(int(parts))
    scored = lines.mapInArrow(score, schema)
else:
    lines = spark.sparkContext.textFile(runs, int(parts)).repartition(int(parts)).cache()
    # One record a line, in order within each part: both sides can be paired place by place.
    records = lines.pipe(f"{ascribe} score --lines -", checkCode=True)
    scored = spark.createDataFrame(lines.zip(records).map(lambda pair: Row(**facts(*pair))), schema)
scored.write.mode("overwrite").parquet(out)

table = spark.read.parquet(out)
table.createOrReplaceTempView("scored")
print(table.count(), "records of", lines.count(), "lines")
for status, count in spark.sql("SELECT status, count(*) FROM scored GROUP BY status ORDER BY status").collect():
    print(f"  {status} {count}")
print("success", spark.sql("SELECT count_if(success) / count(success) FROM scored").collect()[0][0])
# Decimals, because a sum of doubles hangs on the order in which the parts are added.
blame = spark.sql("""
    SELECT agent, CAST(sum(CAST(share AS DECIMAL(38, 24))) AS DOUBLE) / max(failures) AS blame
    FROM (SELECT explode(blame) AS (agent, share) FROM scored WHERE blame IS NOT NULL)
    CROSS JOIN (SELECT count(*) AS failures FROM scored WHERE blame IS NOT NULL)
    GROUP BY agent ORDER BY blame DESC, agent""")
for agent, share in blame.collect():
    print(f"blame {agent} {share!r}")
spark.stop()
