// The whole C of the product: what Swift has no name for.
#ifndef GAPURA_CKERNELS_H
#define GAPURA_CKERNELS_H

#include <stdint.h>

// Has the line of memory at `p` fetched while other work goes on; any address will do.
static inline void gapura_prefetch(const void *p) { __builtin_prefetch(p, 0, 3); }

#if defined(__SSE2__)
#include <emmintrin.h>

// A bit for each of the 16 bytes at `p` that ends a field or a record, quotes, or is NUL.
static inline uint32_t gapura_structural_mask(const uint8_t *p, uint8_t delimiter) {
    __m128i block = _mm_loadu_si128((const __m128i *)p);
    __m128i hit = _mm_cmpeq_epi8(block, _mm_set1_epi8((char)delimiter));
    hit = _mm_or_si128(hit, _mm_cmpeq_epi8(block, _mm_set1_epi8('"')));
    hit = _mm_or_si128(hit, _mm_cmpeq_epi8(block, _mm_set1_epi8('\n')));
    hit = _mm_or_si128(hit, _mm_cmpeq_epi8(block, _mm_set1_epi8('\r')));
    hit = _mm_or_si128(hit, _mm_cmpeq_epi8(block, _mm_setzero_si128()));
    return (uint32_t)_mm_movemask_epi8(hit);
}

// A bit for each of the 16 bytes at `p` that is not ASCII.
static inline uint32_t gapura_high_mask(const uint8_t *p) {
    return (uint32_t)_mm_movemask_epi8(_mm_loadu_si128((const __m128i *)p));
}
#else
static inline uint32_t gapura_structural_mask(const uint8_t *p, uint8_t delimiter) {
    uint32_t mask = 0;
    for (int i = 0; i < 16; i++) {
        uint8_t c = p[i];
        if (c == delimiter || c == '"' || c == '\n' || c == '\r' || c == 0) mask |= 1u << i;
    }
    return mask;
}

static inline uint32_t gapura_high_mask(const uint8_t *p) {
    uint32_t mask = 0;
    for (int i = 0; i < 16; i++) mask |= (uint32_t)(p[i] >> 7) << i;
    return mask;
}
#endif

#if defined(__GLIBC__)
#include <malloc.h>

// Gives freed memory back to the system.
static inline void gapura_trim_memory(void) { malloc_trim(0); }

// From now on blocks of at least `bytes` go back to the system as soon as they are free.
static inline void gapura_return_blocks(int bytes) { mallopt(M_MMAP_THRESHOLD, bytes); }
#else
static inline void gapura_trim_memory(void) {}
static inline void gapura_return_blocks(int bytes) { (void)bytes; }
#endif
#endif
