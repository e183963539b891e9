"""Runs the steps of a Gapura job on Spark, one after the other.

    spark-submit --files PROGRAM,WORK run_steps.py FOLDER [STORAGE]

FOLDER is the job's folder on this machine; STORAGE, a URI that every machine reaches (hdfs://..., s3a://..., file:///shared/...),
holds the records and tables. Without it FOLDER must be a folder that every machine sees under the same path.
What the steps mean stands in docs/linkage-on-spark.md. After each step one line goes to standard output: its number,
how many there are, its name, its seconds.
"""

import json
import os
import subprocess
import sys
import time

from pyspark.sql import SparkSession


class Job:
    def __init__(self, folder, storage):
        self.folder = os.path.abspath(folder)
        self.storage = (storage or "file://" + self.folder).rstrip("/")
        self.is_local = self.storage == "file://" + self.folder
        with open(os.path.join(self.folder, "steps.json"), encoding="utf-8") as file:
            self.manifest = json.load(file)
        self.spark = (
            SparkSession.builder.appName(self.manifest["name"])
            .config("spark.sql.caseSensitive", "true")
            .config("spark.sql.ansi.enabled", "true")
            .config("spark.sql.shuffle.partitions", str(self.manifest["partitions"]))
            .getOrCreate()
        )

    def query(self, step):
        with open(os.path.join(self.folder, "sql", step["query"]), encoding="utf-8") as file:
            return self.spark.sql(file.read())

    def copy(self, name, upwards):
        """Copies a file or folder between this machine and the storage."""
        if self.is_local:
            return
        path = self.spark._jvm.org.apache.hadoop.fs.Path
        here, there = path("file://" + self.folder + "/" + name), path(self.storage + "/" + name)
        system = there.getFileSystem(self.spark._jsc.hadoopConfiguration())
        if upwards:
            system.delete(there, True)
            system.mkdirs(there.getParent())
            system.copyFromLocalFile(False, True, here, there)
        else:
            os.makedirs(os.path.join(self.folder, os.path.dirname(name)), exist_ok=True)
            system.copyToLocalFile(False, there, here, True)

    def lines(self, step):
        self.copy(step["name"], upwards=True)
        table = self.spark.read.option("lineSep", "\n").text(f"{self.storage}/{step['name']}")
        table.createOrReplaceTempView(step["name"])

    def numbers(self, step):
        name = step["name"] + ".tsv"
        self.copy(name, upwards=True)
        columns = ", ".join(column + " BIGINT" for column in step["columns"])
        table = self.spark.read.option("sep", "\t").schema(columns).csv(f"{self.storage}/{name}")
        table.createOrReplaceTempView(step["name"])

    def view(self, step):
        self.query(step).createOrReplaceTempView(step["name"])

    def table(self, step):
        place = f"{self.storage}/tables/{step['name']}"
        self.query(step).write.mode("overwrite").parquet(place)
        self.spark.read.parquet(place).createOrReplaceTempView(step["name"])

    def export(self, step):
        name = "results/" + step["name"]
        self.query(step).write.mode("overwrite").option("sep", "\t").csv(f"{self.storage}/{name}")
        self.copy(name, upwards=False)

    def run(self, step):
        program = os.path.join(self.folder, "program", "gapura-partition")
        subprocess.run([program, *step["arguments"], self.folder], check=True)

    def ship(self, step):
        self.spark.sparkContext.addFile(os.path.join(self.folder, step["name"]))

    def all(self):
        steps = self.manifest["steps"]
        for number, step in enumerate(steps, 1):
            start = time.monotonic()
            getattr(self, step["kind"])(step)
            print(number, len(steps), step["name"], f"{time.monotonic() - start:.2f}", sep="\t", flush=True)
        self.spark.stop()


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    Job(sys.argv[1], sys.argv[2] if len(sys.argv) == 3 else None).all()
