// ReadStat: writes SPSS and Stata files.
#include <readstat.h>
