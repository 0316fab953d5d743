-- The whole audit from raw JSON, in DuckDB's SQL: the 36 columns of the report, by customer.
-- Written from AuditRules.md and Inputs.md as far as the records of tools/make dump need it: a file holds
-- records of one model, nodes name their parents by path, and lists are arrays of strings.
-- `read_{role}` are views of the raw files, made by fields.py; everything is read once.

-- Nodes and places --------------------------------------------------------------------------------

CREATE TEMP TABLE nodes AS
SELECT meta.pkid AS pkid, data.node_type AS type, meta.path || '.' || data.name AS path
FROM read_node;

-- Every node with the lengths of the paths of the nearest customer and the nearest site above it.
CREATE TEMP TABLE node_places AS
WITH steps AS (
    SELECT path, string_split(path, '.') AS parts,
        unnest(generate_series(1, len(string_split(path, '.')))) AS depth
    FROM nodes)
SELECT steps.path,
    arg_max(above.pkid, depth) FILTER (WHERE above.type = 'Customer') AS customer,
    coalesce(max(depth) FILTER (WHERE above.type = 'Site')
        > max(depth) FILTER (WHERE above.type = 'Customer'), false) AS at_site
FROM steps JOIN nodes AS above ON above.path = array_to_string(parts[1:depth], '.')
GROUP BY steps.path;

-- A record names its place by path or by key.
CREATE TEMP TABLE places AS
SELECT path AS place, customer, at_site FROM node_places WHERE customer IS NOT NULL
UNION ALL
SELECT pkid, customer, at_site FROM node_places JOIN nodes USING (path) WHERE customer IS NOT NULL;

CREATE MACRO place(meta) AS coalesce(nullif(meta.path, ''), meta.hierarchy);
CREATE MACRO key(text) AS lower(trim(coalesce(text, '')));
CREATE MACRO is_true(text) AS lower(coalesce(text, '')) IN ('t', 'true', 'y');
CREATE MACRO is_false(text) AS lower(coalesce(text, '')) IN ('f', 'false', 'n');
CREATE MACRO reference(text) AS CASE WHEN text LIKE '{%'
    THEN coalesce(nullif(text ->> '$.value', ''), text ->> '$._value_1', '') ELSE text END;

-- Users -------------------------------------------------------------------------------------------

CREATE TEMP TABLE user_records AS
SELECT customer, key(data.userid) AS uid, key(data.mailid) AS mail,
    data.associatedDevices.device AS devices, data.phoneProfiles.profileName AS profiles
FROM read_user JOIN places ON places.place = place(meta)
WHERE at_site AND key(data.userid) <> '';

CREATE TEMP TABLE users AS SELECT DISTINCT customer, uid FROM user_records;

-- Who an account with this mail address belongs to.
CREATE TEMP TABLE mails AS
SELECT customer, mail, min(uid) AS uid FROM user_records WHERE mail <> '' GROUP BY ALL;

-- Phones ------------------------------------------------------------------------------------------

CREATE TEMP TABLE phone_records AS
SELECT customer, key(data.name) AS device, key(reference(data.ownerUserName)) AS uid,
    key(coalesce(nullif(trim(data.product), ''), data.model)) AS product,
    key(data.class) AS record_class
FROM read_phone JOIN places ON places.place = place(meta)
WHERE at_site AND key(data.name) <> '';

-- Of several records of a phone, the one with the smallest product and class decides.
CREATE TEMP TABLE phones AS
WITH kinds AS (
    SELECT customer, device, min(product || chr(1) || record_class) AS kind
    FROM phone_records GROUP BY ALL)
SELECT customer, device,
    CASE WHEN split_part(kind, chr(1), 2) NOT IN ('', 'phone') THEN 'none'
        ELSE coalesce(types.class, 'phone') END AS class
FROM kinds LEFT JOIN (
    SELECT DISTINCT key(name) AS name, class FROM read_csv({device_classes})) AS types
    ON types.name = split_part(kind, chr(1), 1);

CREATE TEMP TABLE owned AS
SELECT customer, device, uid FROM phone_records JOIN users USING (customer, uid)
UNION
SELECT customer, device, uid FROM (
    SELECT customer, uid, key(unnest(devices)) AS device FROM user_records) AS named
JOIN phones USING (customer, device);

CREATE TEMP TABLE phone_counts AS
SELECT customer, uid,
    CASE WHEN count(*) FILTER (WHERE class IN ('phone', 'analog')) > 0
        THEN count(*) FILTER (WHERE class IN ('phone', 'analog'))
        ELSE least(count(*) FILTER (WHERE class = 'sparkRemote'), 1) END AS p
FROM owned JOIN phones USING (customer, device) GROUP BY ALL;

CREATE TEMP TABLE standalone AS
SELECT customer, count(*) FILTER (WHERE class = 'phone') AS phones,
    count(*) FILTER (WHERE class = 'analog') AS analog
FROM phones ANTI JOIN owned USING (customer, device) GROUP BY customer;

-- Profiles ----------------------------------------------------------------------------------------

CREATE TEMP TABLE mobile AS
SELECT DISTINCT customer, uid FROM (
    SELECT customer, uid, key(unnest(profiles)) AS profile FROM user_records) AS named
JOIN (
    SELECT customer, key(data.name) AS profile
    FROM read_extensionMobilityProfile JOIN places ON places.place = place(meta)
    WHERE at_site AND key(data.name) <> '') AS existing USING (customer, profile);

CREATE TEMP TABLE reachable AS
SELECT DISTINCT customer, key(reference(data."userId")) AS uid
FROM read_singleNumberReachProfile JOIN places ON places.place = place(meta)
WHERE at_site AND key(data.name) <> '';

-- Accounts ----------------------------------------------------------------------------------------

CREATE TEMP TABLE accounts AS
WITH records AS (
    SELECT 'V' AS service, meta, key(data."Alias") AS id, '' AS mail, false AS by_mail, false AS flag
    FROM read_voicemail
    UNION ALL SELECT 'W', meta, key(data."webExId"), key(data.email), false, false FROM read_webex
    UNION ALL SELECT 'S', meta, key(data."userName"), key(data.email), true, false FROM read_spark
    UNION ALL SELECT 'CCX', meta, key(data."userID"), '', false, false
    FROM read_contactCenterExpress
    UNION ALL SELECT 'CCE', meta, key(data."userID"), '', false, false
    FROM read_contactCenterEnterprise
    UNION ALL SELECT 'O', meta, key(data."UserPrincipalName"), key(data."UserPrincipalName"), true,
        NOT is_false(data."IsLicensed") FROM read_microsoft365
    UNION ALL SELECT 'T', meta, key(data."UserPrincipalName"), key(data."UserPrincipalName"), true,
        is_true(data."EnterpriseVoiceEnabled") FROM read_teams
    UNION ALL SELECT 'X', meta, key(data."UserPrincipalName"), key(data."UserPrincipalName"), true,
        false FROM read_exchange
    UNION ALL SELECT 'PX', meta, key(data.email), key(data.email), true, false FROM read_pexip),
located AS (
    SELECT customer, service, flag, id, mail,
        CASE WHEN by_mail THEN coalesce(nullif(mail, ''), id) ELSE coalesce(nullif(id, ''), mail)
            END AS account, by_mail
    FROM records JOIN places ON places.place = place(meta) WHERE at_site)
SELECT located.customer, service, account, flag,
    CASE WHEN by_mail THEN coalesce(mails.uid, users.uid) ELSE coalesce(users.uid, mails.uid) END
        AS uid
FROM located
LEFT JOIN users ON users.customer = located.customer AND users.uid = located.id
LEFT JOIN mails ON mails.customer = located.customer AND mails.mail = located.mail
WHERE account <> '';

-- An account is a person of its own if none of its records belongs to a user.
CREATE TEMP TABLE strangers AS
SELECT customer, service, account, bool_or(flag) AS flag
FROM accounts GROUP BY ALL HAVING count(uid) = 0;

CREATE TEMP TABLE stranger_persons AS
SELECT customer, account, bool_or(service = 'T') AS t, bool_or(service = 'T' AND flag) AS tv,
    bool_or(service = 'X') AS x, bool_or(service = 'O' AND flag) AS o,
    bool_or(service = 'PX') AS px
FROM strangers WHERE service IN ('T', 'X', 'O', 'PX') GROUP BY ALL;

CREATE TEMP TABLE stranger_counts AS
SELECT customer, count(*) FILTER (WHERE service = 'W') AS w,
    count(*) FILTER (WHERE service = 'V') AS v, count(*) FILTER (WHERE service = 'S') AS s,
    count(*) FILTER (WHERE service = 'CCX') AS ccx, count(*) FILTER (WHERE service = 'CCE') AS cce
FROM strangers GROUP BY customer;

CREATE TEMP TABLE microsoft_counts AS
SELECT customer, count(*) FILTER (WHERE t AND NOT tv) AS c28,
    count(*) FILTER (WHERE t AND tv AND NOT x) AS c29,
    count(*) FILTER (WHERE t AND tv AND x) AS c30, count(*) FILTER (WHERE o AND NOT t) AS c31,
    count(*) FILTER (WHERE px AND NOT t AND NOT o AND NOT x) AS c34
FROM stranger_persons GROUP BY customer;

-- Columns -----------------------------------------------------------------------------------------

CREATE TEMP TABLE persons AS
WITH hits AS (
    SELECT customer, uid, bool_or(service = 'V') AS v, bool_or(service = 'W') AS w,
        bool_or(service = 'S') AS s, bool_or(service = 'CCX') AS ccx,
        bool_or(service = 'CCE') AS cce, bool_or(service = 'T' AND flag) AS tv,
        bool_or(service IN ('T', 'X', 'PX') OR service = 'O' AND flag) AS vendor
    FROM accounts WHERE uid IS NOT NULL GROUP BY ALL)
SELECT customer, coalesce(p, 0) AS p, mobile.uid IS NOT NULL AS e, reachable.uid IS NOT NULL AS r,
    coalesce(v, false) AS v, coalesce(w, false) AS w, coalesce(s, false) AS s,
    coalesce(ccx, false) AS ccx, coalesce(cce, false) AS cce, coalesce(tv, false) AS tv,
    coalesce(vendor, false) AS vendor
FROM users LEFT JOIN phone_counts USING (customer, uid) LEFT JOIN mobile USING (customer, uid)
LEFT JOIN reachable USING (customer, uid) LEFT JOIN hits USING (customer, uid);

CREATE TEMP TABLE person_counts AS
SELECT customer,
    count(*) FILTER (WHERE p = 1 AND s AND NOT v AND NOT w) AS c2,
    count(*) FILTER (WHERE p = 1 AND NOT s AND NOT v AND NOT w) AS c3,
    count(*) FILTER (WHERE p = 1 AND v AND NOT w) AS c4,
    count(*) FILTER (WHERE p = 1 AND w) AS c5,
    count(*) FILTER (WHERE p >= 2) AS c6,
    count(*) FILTER (WHERE p > 10) AS c7,
    count(*) FILTER (WHERE p = 0 AND NOT e AND NOT v AND NOT w AND NOT r AND NOT s) AS c8,
    count(*) FILTER (WHERE p = 0 AND r AND NOT e AND NOT v AND NOT w AND NOT s) AS c9,
    count(*) FILTER (WHERE p = 0 AND v AND NOT e AND NOT w) AS c10,
    count(*) FILTER (WHERE p = 0 AND w AND NOT e) AS c11,
    count(*) FILTER (WHERE p = 0 AND s AND NOT e AND NOT r AND NOT v AND NOT w) AS c12,
    count(*) FILTER (WHERE p = 0 AND e AND s AND NOT v AND NOT w) AS c13,
    count(*) FILTER (WHERE p = 0 AND e AND NOT r AND NOT v AND NOT w AND NOT s) AS c14,
    count(*) FILTER (WHERE p = 0 AND e AND r AND NOT v AND NOT w AND NOT s) AS c15,
    count(*) FILTER (WHERE p = 0 AND e AND v AND NOT w) AS c16,
    count(*) FILTER (WHERE p = 0 AND e AND w) AS c17,
    count(*) FILTER (WHERE cce) AS cce, count(*) FILTER (WHERE ccx) AS ccx,
    count(*) FILTER (WHERE s AND (p >= 1 AND w OR p = 1 AND v AND NOT w OR p >= 2
        OR p = 0 AND v AND NOT w OR p = 0 AND w)) AS c27,
    count(*) FILTER (WHERE p >= 1 AND tv) AS c32, count(*) FILTER (WHERE vendor) AS c33
FROM persons GROUP BY customer;

CREATE TEMP TABLE settings AS
SELECT customer, bool_or(is_true(data."publicSector")) AS is_public,
    bool_or(is_true(data."inactiveBilling")) AS is_inactive
FROM read_customerSettings JOIN places ON places.place = place(meta) GROUP BY customer;

CREATE TEMP TABLE server_phones AS
SELECT customer, count(DISTINCT key(data.name)) AS c35
FROM read_phoneServerPhone JOIN places ON places.place = place(meta)
WHERE at_site AND key(data.name) <> '' GROUP BY customer;

CREATE TEMP TABLE sites AS
SELECT customer, count(*) AS c36 FROM nodes JOIN node_places USING (path)
WHERE type = 'Site' AND at_site GROUP BY customer;

SELECT pkid, coalesce(c2, 0), coalesce(c3, 0), coalesce(c4, 0), coalesce(c5, 0), coalesce(c6, 0),
    coalesce(c7, 0), coalesce(c8, 0), coalesce(c9, 0), coalesce(c10, 0), coalesce(c11, 0),
    coalesce(c12, 0), coalesce(c13, 0), coalesce(c14, 0), coalesce(c15, 0), coalesce(c16, 0),
    coalesce(c17, 0), coalesce(standalone.phones, 0), coalesce(stranger_counts.w, 0),
    coalesce(stranger_counts.v, 0),
    coalesce(person_counts.cce, 0) + coalesce(stranger_counts.cce, 0),
    coalesce(person_counts.ccx, 0) + coalesce(stranger_counts.ccx, 0),
    coalesce(stranger_counts.s, 0), if(coalesce(is_public, false), 'Y', 'N'),
    if(coalesce(is_inactive, false), 'Y', 'N'), coalesce(standalone.analog, 0), coalesce(c27, 0),
    coalesce(c28, 0), coalesce(c29, 0), coalesce(c30, 0), coalesce(c31, 0), coalesce(c32, 0),
    coalesce(c33, 0), coalesce(c34, 0), coalesce(c35, 0), coalesce(c36, 0)
FROM (SELECT pkid, pkid AS customer FROM nodes WHERE type = 'Customer') AS customers
LEFT JOIN person_counts USING (customer) LEFT JOIN standalone USING (customer)
LEFT JOIN stranger_counts USING (customer) LEFT JOIN microsoft_counts USING (customer)
LEFT JOIN settings USING (customer) LEFT JOIN server_phones USING (customer)
LEFT JOIN sites USING (customer)
ORDER BY pkid;
