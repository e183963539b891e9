# What R's survey package does of the evaluation benchmark: concentration index and its linearised error.
#
# usage: Rscript evaluation_peers.R FOLDER ROWS      (columns as raw files, made by evaluation.py)
arguments <- commandArgs(trailingOnly = TRUE)
folder <- arguments[1]
n <- as.integer(arguments[2])
suppressMessages(library(survey))
column <- function(name, what, size) readBin(file.path(folder, name), what, n, size = size, endian = "little")
x <- column("x", "double", 8)
w <- column("w", "double", 8)
b <- column("b", "double", 8)
st <- column("st", "integer", 4)
cl <- column("cl", "integer", 4)
began <- proc.time()
o <- order(x)
sorted <- w[o]
rank <- numeric(n)
rank[o] <- (cumsum(sorted) - sorted / 2) / sum(w)
amount <- (w * b)[o]
total <- sum(amount)
above <- numeric(n)
above[o] <- (total - cumsum(amount) + amount / 2) / sum(w)
area <- sum(w * b * rank)
c <- 2 * area / total - 1
z <- 2 / total * (b * rank + above - area / sum(w) - b * area / total)
design <- svydesign(ids = ~cl, strata = ~st, weights = ~w, data = data.frame(cl, st, w, z))
se <- as.numeric(SE(svytotal(~z, design)))
took <- proc.time() - began
lines <- tryCatch(readLines("/proc/self/status"), error = function(e) "VmHWM: 0 kB")
peak <- 1024 * as.numeric(gsub("[^0-9]", "", grep("VmHWM", lines, value = TRUE)))
cat(sprintf('{"values": {"c": %.17g, "c_se": %.17g}, ', c, se))
cat(sprintf('"seconds": %f, "cpu_seconds": %f, "peak_bytes": %.0f}\n',
            took[["elapsed"]], took[["user.self"]] + took[["sys.self"]], peak))
