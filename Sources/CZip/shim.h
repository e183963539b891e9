// libzip: reads the archive that a workbook is.
#include <zip.h>
