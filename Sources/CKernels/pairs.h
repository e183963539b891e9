// Pairs of records and of texts, many at a time, for processors with 256-bit vectors; elsewhere Swift does the same one
// by one, and is what these are tested against.
#ifndef GAPURA_CKERNELS_PAIRS_H
#define GAPURA_CKERNELS_PAIRS_H

#include <stdint.h>

// A pair of texts by their codes, and its place in the batch.
typedef struct {
    int64_t at, left, right;
} gapura_text_pair;

#if defined(__x86_64__)
#include <cpuid.h>
#include <immintrin.h>

#define GAPURA_WIDE __attribute__((target("avx2,bmi,bmi2,lzcnt,popcnt,fma")))

// Whether the functions below may be called.
static inline int gapura_has_wide(void) {
    unsigned a, b, c, d;
    if (!__get_cpuid(1, &a, &b, &c, &d)) return 0;
    // Vectors that the system keeps (OSXSAVE), fused multiplication, population count.
    if ((c & (1u << 27)) == 0 || (c & (1u << 12)) == 0 || (c & (1u << 23)) == 0) return 0;
    unsigned low, high;
    __asm__("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
    if ((low & 6) != 6) return 0;
    if (!__get_cpuid_count(7, 0, &a, &b, &c, &d)) return 0;
    unsigned wanted = (1u << 3) | (1u << 5) | (1u << 8);  // BMI, AVX2, BMI2
    if ((b & wanted) != wanted) return 0;
    return __get_cpuid(0x80000001, &a, &b, &c, &d) && (c & (1u << 5)) != 0;  // leading zeros
}

// Texts are lines of 64 bytes (see TextUnits.swift): counters, size at 16, units from 24 on.

// Sets `bit` where both words have what `present` asks for and are the same under `mask`.
GAPURA_WIDE static void gapura_same(
    const uint64_t *left, const uint64_t *right, int64_t count, uint64_t mask, uint64_t present, uint32_t bit,
    uint32_t *bits) {
    __m256i masks = _mm256_set1_epi64x((long long)mask), presents = _mm256_set1_epi64x((long long)present);
    __m256i zero = _mm256_setzero_si256(), one = _mm256_set1_epi32((int)bit);
    // Beyond `count` there is room for a batch; what stands there is not looked at.
    for (int64_t at = 0; at < count; at += 8) {
        __m256i answers[2];
        for (int half = 0; half < 2; half++) {
            __m256i a = _mm256_loadu_si256((const __m256i *)(left + at + 4 * half));
            __m256i b = _mm256_loadu_si256((const __m256i *)(right + at + 4 * half));
            __m256i same = _mm256_cmpeq_epi64(_mm256_and_si256(_mm256_xor_si256(a, b), masks), zero);
            __m256i absent = _mm256_cmpeq_epi64(_mm256_and_si256(a, presents), zero);
            answers[half] = _mm256_andnot_si256(absent, same);
        }
        __m256i narrow = _mm256_castps_si256(_mm256_shuffle_ps(
            _mm256_castsi256_ps(answers[0]), _mm256_castsi256_ps(answers[1]), 0x88));
        narrow = _mm256_and_si256(_mm256_permute4x64_epi64(narrow, 0xD8), one);
        __m256i *place = (__m256i *)(bits + at);
        _mm256_storeu_si256(place, _mm256_or_si256(_mm256_loadu_si256(place), narrow));
    }
}

// Sets `bit` where at least one of the words lacks what `present` asks for.
GAPURA_WIDE static void gapura_missing(
    const uint64_t *left, const uint64_t *right, int64_t count, uint64_t present, uint32_t bit, uint32_t *bits) {
    __m256i presents = _mm256_set1_epi64x((long long)present);
    __m256i zero = _mm256_setzero_si256(), one = _mm256_set1_epi32((int)bit);
    for (int64_t at = 0; at < count; at += 8) {
        __m256i answers[2];
        for (int half = 0; half < 2; half++) {
            __m256i a = _mm256_loadu_si256((const __m256i *)(left + at + 4 * half));
            __m256i b = _mm256_loadu_si256((const __m256i *)(right + at + 4 * half));
            answers[half] = _mm256_or_si256(
                _mm256_cmpeq_epi64(_mm256_and_si256(a, presents), zero),
                _mm256_cmpeq_epi64(_mm256_and_si256(b, presents), zero));
        }
        __m256i narrow = _mm256_castps_si256(_mm256_shuffle_ps(
            _mm256_castsi256_ps(answers[0]), _mm256_castsi256_ps(answers[1]), 0x88));
        narrow = _mm256_and_si256(_mm256_permute4x64_epi64(narrow, 0xD8), one);
        __m256i *place = (__m256i *)(bits + at);
        _mm256_storeu_si256(place, _mm256_or_si256(_mm256_loadu_si256(place), narrow));
    }
}

// Keeps the pairs whose Jaro-Winkler similarity can reach `least` by the letters that both have, and returns how many;
// sets `all` in `bits` for one and the same text. `reciprocals[n]` is one divided by n.
GAPURA_WIDE static int64_t gapura_likely(
    const uint8_t *lines, gapura_text_pair *pairs, int64_t count, double least, const double *reciprocals,
    uint32_t all, uint32_t *bits) {
    int64_t kept = 0;
    __m128i low = _mm_set1_epi8(15);
    for (int64_t place = 0; place < count; place++) {
        gapura_text_pair pair = pairs[place];
        const uint8_t *a = lines + 64 * pair.left, *b = lines + 64 * pair.right;
        __m128i x = _mm_load_si128((const __m128i *)a), y = _mm_load_si128((const __m128i *)b);
        __m128i even = _mm_min_epu8(_mm_and_si128(x, low), _mm_and_si128(y, low));
        __m128i odd = _mm_min_epu8(
            _mm_and_si128(_mm_srli_epi16(x, 4), low), _mm_and_si128(_mm_srli_epi16(y, 4), low));
        __m128i sums = _mm_sad_epu8(_mm_add_epi8(even, odd), _mm_setzero_si128());
        int64_t common = _mm_cvtsi128_si64(sums) + _mm_extract_epi64(sums, 1);
        int64_t m = a[16], n = b[16];
        common = common < m ? common : m;
        common = common < n ? common : n;
        uint32_t unlike = *(const uint32_t *)(a + 24) ^ *(const uint32_t *)(b + 24);
        int prefix = (int)(_tzcnt_u32(unlike) >> 3);
        double most = ((double)common * (reciprocals[m] + reciprocals[n]) + 1) * (1.0 / 3);
        // The bound is rounded like the value, but not in the same way, so a hair is left between them.
        __m128d gate = _mm_cmpgt_sd(_mm_set_sd(most), _mm_set_sd(0.7 - 1e-9));
        most += _mm_cvtsd_f64(_mm_and_pd(gate, _mm_set_sd(prefix * 0.1 * (1 - most))));
        int has = pair.left > 0 && pair.right > 0, same = pair.left == pair.right;
        bits[pair.at] |= has && same ? all : 0;
        pairs[kept] = pair;
        kept += has && !same && common > 0 && most >= least - 1e-9;
    }
    return kept;
}

// The Jaro-Winkler similarity of two texts of at most 32 units; 0 where it is less than `least`. As TextMeasures.swift.
GAPURA_WIDE static inline double gapura_jaro_winkler(const uint8_t *a, const uint8_t *b, double least) {
    int m = a[16], n = b[16];
    const uint8_t *left = a + 24, *right = b + 24;
    __m256i units = _mm256_loadu_si256((const __m256i *)left);
    int longer = m > n ? m : n, window = longer / 2 - 1;
    if (window < 0) window = 0;
    uint64_t near = ((uint64_t)2 << (2 * window)) - 1, inside = m == 32 ? 0xFFFFFFFFu : ((uint32_t)1 << m) - 1;
    uint32_t from_a = 0, from_b = 0;
    for (int at = 0; at < n; at++) {
        __m256i hits = _mm256_cmpeq_epi8(units, _mm256_set1_epi8((char)right[at]));
        uint32_t mask = (uint32_t)_mm256_movemask_epi8(hits) & (uint32_t)(inside & (near << at >> window));
        uint32_t free = mask & ~from_a;
        from_a |= free & -free;
        from_b |= (uint32_t)(free != 0) << at;
    }
    int common = __builtin_popcount(from_a);
    if (common == 0) return 0;
    int prefix = 0, most_prefix = m < n ? m : n;
    if (most_prefix > 4) most_prefix = 4;
    while (prefix < most_prefix && left[prefix] == right[prefix]) prefix++;
    double matches = common, shares = matches / m + matches / n;
    double most = (shares + 1) / 3;
    if (most + prefix * 0.1 * (1 - most) < least - 1e-9) return 0;
    int unequal = 0;
    while (from_a != 0) {
        unequal += left[__builtin_ctz(from_a)] != right[__builtin_ctz(from_b)];
        from_a &= from_a - 1;
        from_b &= from_b - 1;
    }
    double jaro = (shares + (matches - unequal / 2) / matches) / 3;
    return jaro > 0.7 && prefix > 0 ? __builtin_fma(prefix * 0.1, 1 - jaro, jaro) : jaro;
}

// The similarities of the pairs as far as both texts have at most 32 units; -1 for the others.
GAPURA_WIDE static void gapura_jaro_winklers(
    const uint8_t *lines, const gapura_text_pair *pairs, int64_t count, double least, double *values) {
    for (int64_t place = 0; place < count; place++) {
        const uint8_t *a = lines + 64 * pairs[place].left, *b = lines + 64 * pairs[place].right;
        values[place] = a[16] <= 32 && b[16] <= 32 ? gapura_jaro_winkler(a, b, least) : -1;
    }
}

#else
static inline int gapura_has_wide(void) { return 0; }
static inline void gapura_same(
    const uint64_t *left, const uint64_t *right, int64_t count, uint64_t mask, uint64_t present, uint32_t bit,
    uint32_t *bits) {}
static inline void gapura_missing(
    const uint64_t *left, const uint64_t *right, int64_t count, uint64_t present, uint32_t bit, uint32_t *bits) {}
static inline int64_t gapura_likely(
    const uint8_t *lines, gapura_text_pair *pairs, int64_t count, double least, const double *reciprocals,
    uint32_t all, uint32_t *bits) { return 0; }
static inline void gapura_jaro_winklers(
    const uint8_t *lines, const gapura_text_pair *pairs, int64_t count, double least, double *values) {}
#endif
#endif
