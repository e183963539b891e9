// zlib: unpacks the blocks of a compressed SPSS file (.zsav).
#include <zlib.h>
