-- The 36 columns of the report from the tables of an export, for DuckDB: run it beside
-- customers.parquet, persons.parquet and devices.parquet.
WITH devices_of AS (
  SELECT person,
    count(*) FILTER (class IN ('phone', 'analog')) AS desk,
    count(*) FILTER (class = 'sparkRemote') AS remote
  FROM 'devices.parquet' WHERE person IS NOT NULL GROUP BY person
), facts AS (
  -- u: a UCM user. p: his phones; Spark Remote Devices are one for who has no other.
  SELECT customer, ucm_user AS u, voicemail AS v, webex AS w, spark AS s,
    extension_mobility AS e, single_number_reach AS r, contact_center_express AS ccx,
    contact_center_enterprise AS cce, teams AS t, teams_voice AS tv, exchange AS x,
    microsoft_365 AS o, pexip AS px,
    CASE WHEN coalesce(desk, 0) > 0 THEN desk WHEN coalesce(remote, 0) > 0 THEN 1 ELSE 0 END AS p
  FROM 'persons.parquet' LEFT JOIN devices_of USING (person)
), of_persons AS (
  SELECT customer,
    count(*) FILTER (u AND p = 1 AND s AND NOT v AND NOT w) AS c2,
    count(*) FILTER (u AND p = 1 AND NOT s AND NOT v AND NOT w) AS c3,
    count(*) FILTER (u AND p = 1 AND v AND NOT w) AS c4,
    count(*) FILTER (u AND p = 1 AND w) AS c5,
    count(*) FILTER (u AND p >= 2) AS c6,
    count(*) FILTER (u AND p > 10) AS c7,
    count(*) FILTER (u AND p = 0 AND NOT e AND NOT v AND NOT w AND NOT r AND NOT s) AS c8,
    count(*) FILTER (u AND p = 0 AND r AND NOT e AND NOT v AND NOT w AND NOT s) AS c9,
    count(*) FILTER (u AND p = 0 AND v AND NOT e AND NOT w) AS c10,
    count(*) FILTER (u AND p = 0 AND w AND NOT e) AS c11,
    count(*) FILTER (u AND p = 0 AND s AND NOT e AND NOT r AND NOT v AND NOT w) AS c12,
    count(*) FILTER (u AND p = 0 AND e AND s AND NOT v AND NOT w) AS c13,
    count(*) FILTER (u AND p = 0 AND e AND NOT r AND NOT v AND NOT w AND NOT s) AS c14,
    count(*) FILTER (u AND p = 0 AND e AND r AND NOT v AND NOT w AND NOT s) AS c15,
    count(*) FILTER (u AND p = 0 AND e AND v AND NOT w) AS c16,
    count(*) FILTER (u AND p = 0 AND e AND w) AS c17,
    count(*) FILTER (NOT u AND w) AS c19,
    count(*) FILTER (NOT u AND v) AS c20,
    count(*) FILTER (cce) AS c21,
    count(*) FILTER (ccx) AS c22,
    count(*) FILTER (NOT u AND s) AS c23,
    count(*) FILTER (NOT u AND t AND NOT tv) AS c28,
    count(*) FILTER (NOT u AND t AND tv AND NOT x) AS c29,
    count(*) FILTER (NOT u AND t AND tv AND x) AS c30,
    count(*) FILTER (NOT u AND o AND NOT t) AS c31,
    count(*) FILTER (u AND p >= 1 AND tv) AS c32,
    count(*) FILTER (u AND (t OR o OR x OR px)) AS c33,
    count(*) FILTER (px AND NOT u AND NOT t AND NOT o AND NOT x) AS c34,
    -- Spark, and in a column that does not speak of it: 4, 5, 6, 10, 11, 16 or 17.
    count(*) FILTER (u AND s AND (
      (p = 1 AND v AND NOT w) OR (p = 1 AND w) OR p >= 2 OR (p = 0 AND v AND NOT e AND NOT w)
      OR (p = 0 AND w AND NOT e) OR (p = 0 AND e AND v AND NOT w) OR (p = 0 AND e AND w))) AS c27
  FROM facts GROUP BY customer
), standalone AS (
  SELECT customer,
    count(*) FILTER (class = 'phone') AS c18,
    count(*) FILTER (class = 'analog') AS c26
  FROM 'devices.parquet' WHERE person IS NULL GROUP BY customer
)
SELECT pkid AS "Customer PKID",
  coalesce(c2, 0) AS "One Phone & Spark (No VM & No WebEx)",
  coalesce(c3, 0) AS "One Phone (No VM & No WebEx & No Spark)",
  coalesce(c4, 0) AS "One Phone & VM (No WebEx)",
  coalesce(c5, 0) AS "One Phone & WebEx",
  coalesce(c6, 0) AS "Multiple Phones",
  coalesce(c7, 0) AS "Users With More Than 10 Phones",
  coalesce(c8, 0) AS "UCM User (No Phone & No EM & No VM & No WebEx & No SNR & No Spark)",
  coalesce(c9, 0) AS "SNR (No Phone & No EM & No VM & No WebEx & No Spark)",
  coalesce(c10, 0) AS "VM (No Phone & No EM & No WebEx)",
  coalesce(c11, 0) AS "WebEx (No Phone & No EM)",
  coalesce(c12, 0) AS "Spark (No Phone & No EM & No SNR & No VM & No WebEx)",
  coalesce(c13, 0) AS "EM & Spark (No Phone & No VM & No WebEx)",
  coalesce(c14, 0) AS "EM (No Phone & No SNR & No VM & No WebEx & No Spark)",
  coalesce(c15, 0) AS "EM & SNR (No Phone & No VM & No WebEx & No Spark)",
  coalesce(c16, 0) AS "EM & VM (No Phone & No WebEx)",
  coalesce(c17, 0) AS "EM & WebEx (No Phone)",
  coalesce(c18, 0) AS "Standalone Phones (No UCM User)",
  coalesce(c19, 0) AS "Standalone WebEx (No UCM User)",
  coalesce(c20, 0) AS "Standalone Voicemail (No UCM User)",
  coalesce(c21, 0) AS "Contact Center Enterprise",
  coalesce(c22, 0) AS "Contact Center Express",
  coalesce(c23, 0) AS "Standalone Spark (No UCM User)",
  CASE WHEN public_sector THEN 'Y' ELSE 'N' END AS "Public Sector",
  CASE WHEN inactive_billing THEN 'Y' ELSE 'N' END AS "Inactive Billing",
  coalesce(c26, 0) AS "Standalone Analog Ports (No UCM User)",
  coalesce(c27, 0) AS "Standard Users with Spark",
  coalesce(c28, 0) AS "MS Teams (No Voice)",
  coalesce(c29, 0) AS "MS Teams & Voice",
  coalesce(c30, 0) AS "MS Teams & Voice & Exchange",
  coalesce(c31, 0) AS "MS O365 User (no Teams)",
  coalesce(c32, 0) AS "Cisco and MS Integrated Service",
  coalesce(c33, 0) AS "Multi-vendor Users",
  coalesce(c34, 0) AS "PexIP only",
  phone_server_phones AS "Phone Server Phones",
  sites AS "Site Count"
FROM 'customers.parquet' LEFT JOIN of_persons USING (customer) LEFT JOIN standalone USING (customer)
ORDER BY pkid;
