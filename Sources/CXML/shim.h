// libxml2: reads the archive's parts as a stream of nodes.
#include <libxml/xmlversion.h>
// Its encoding header would bring in the system's ICU, whose types collide with those of Foundation's own ICU. What is
// left out is the tail of a structure that only the library itself makes.
#undef LIBXML_ICU_ENABLED
#include <libxml/xmlreader.h>
