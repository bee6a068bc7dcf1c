-- Success, first suspects and blame of scored runs. The table SCORED is what spark_score.py writes.
SELECT count(*) FILTER (status = 'scored') AS runs,
       count(*) FILTER (status <> 'scored') AS no_runs,
       count(*) FILTER (success) AS solved,
       avg(success::INT) AS rate
FROM scored;
SELECT agent, count(*) AS failures FROM scored WHERE success = false GROUP BY agent ORDER BY failures DESC, agent;
-- fsum, because a sum of doubles hangs on the order in which they are added.
WITH shares AS (SELECT unnest(map_entries(blame)) AS share FROM scored WHERE blame IS NOT NULL)
SELECT share.key AS agent, fsum(share.value) / (SELECT count(*) FROM scored WHERE blame IS NOT NULL) AS blame
FROM shares GROUP BY share.key ORDER BY blame DESC, agent;
