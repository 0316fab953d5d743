"""Counts raw dumps on Apache Spark with the native `ucensus`, and writes the reports of one machine.

Spark moves records and starts processes; what counts is `ucensus audit --partial` in every partition
and `ucensus merge` at the driver. No rule of the audit stands here twice.
"""
