/// Loops over words that a compiler for the baseline processor cannot make fast: the same functions for
/// AVX2 and for AVX-512, chosen at run time. Their twin in plain Swift is `PortableLoops`. They decide
/// nothing, know no rules and allocate nothing.
///
/// Why C: Swift compiles a function for one processor only, and flags for a whole target would make it
/// unusable as a dependency. `Benchmarks` compares the paths.

#ifndef UCENSUS_LEAVES_H
#define UCENSUS_LEAVES_H

#include <stddef.h>
#include <stdint.h>

/// Words of a tile: the persons that a program works on at once.
#define LEAF_TILE_WORDS 64
/// Rows of device classes that `class_rows` makes.
#define LEAF_CLASS_ROWS 4

/// A customer's part of a tile: whole words except at the ends.
typedef struct {
  /// Index of the first and of the last word.
  uint32_t first, last;
  /// Which bits of the first and of the last word belong to the customer; if there is but one word,
  /// both apply.
  uint64_t head, tail;
  /// The customer's counters.
  int64_t *_Nonnull counters;
} leaf_piece;

/// The operations on the planes `left` and `right`.
enum {
  /// `target` = `left` ∧ `right`
  LEAF_AND = 0,
  /// `target` = `left` ∧ ¬`right`
  LEAF_AND_NOT = 1,
  /// `target` = `left` ∨ `right`
  LEAF_OR = 2,
};

/// One step of a program: indexes of planes.
typedef struct {
  uint16_t kind, target, left, right;
} leaf_operation;

/// The bits that a program counts: `left` ∧ (`right` ⊕ `flip`), where `flip` is 0 or all ones.
typedef struct {
  uint64_t flip;
  uint16_t left, right;
} leaf_count;

/// Counts come in batches of this many, so that their sums are added up together.
#define LEAF_COUNT_BATCH 8

/// A program: its operations run first, then count *i* is added to counter *i* of each piece.
typedef struct {
  const leaf_operation *_Nonnull operations;
  size_t operation_count;
  const leaf_count *_Nonnull counts;
  /// A multiple of `LEAF_COUNT_BATCH`.
  size_t count_count;
} leaf_program;

/// A level of the owner index.
typedef struct {
  /// Which members of the level above have a device of it.
  const uint64_t *_Nonnull plane;
  /// The bit of the class rows at which its devices begin.
  size_t first_row;
} leaf_level;

/// The loops of one path.
typedef struct {
  /// Runs a program over a tile. `planes[i]` has `LEAF_TILE_WORDS` words; those that are targets may be
  /// written.
  void (*_Nonnull run_tile)(
      const leaf_program *_Nonnull program, uint64_t *_Nonnull const *_Nonnull planes,
      const leaf_piece *_Nonnull pieces, size_t piece_count);

  /// Turns codes of devices into bits: bit *i* mod 64 of word *i* div 64 of `rows[k]` becomes bit *k* of
  /// `class_bits[codes[i]]`. Bits after the last code become 0. `class_bits` has 256 bytes; 64 codes
  /// after the last one are readable.
  void (*_Nonnull class_rows)(
      const uint8_t *_Nonnull codes, size_t code_count, const uint8_t *_Nonnull class_bits,
      uint64_t *_Nonnull const *_Nonnull rows);

  /// Deposits bits, in order, at the set bits of a plane: bit *i* of each source goes where the *i*-th
  /// set bit of `plane` is. Two more words are readable after the last whole word of a source.
  void (*_Nonnull deposit)(
      const uint64_t *_Nonnull plane, size_t word_count,
      const uint64_t *_Nonnull const *_Nonnull sources, uint64_t *_Nonnull const *_Nonnull targets,
      size_t plane_count);

  /// How many of `bit_count` bits, from bit `first` on, are set in each of several rows, of which one more
  /// word is readable.
  void (*_Nonnull count_rows)(
      uint64_t *_Nonnull const *_Nonnull rows, size_t row_count, size_t first, size_t bit_count,
      size_t *_Nonnull counts);

  /// Counts the devices of the next `person_count` persons, level by level. `starts[i]` says how many
  /// bits of level *i*'s plane, and with one more than there are levels how many rows of the last level,
  /// earlier persons took, and moves on. `counts[0]` becomes the number of devices, and `counts[1 + k]`
  /// how many of them `rows[k]` has. Of planes and rows one more word is readable.
  void (*_Nonnull count_levels)(
      const leaf_level *_Nonnull levels, size_t level_count, size_t *_Nonnull starts,
      uint64_t *_Nonnull const *_Nonnull rows, size_t row_count, size_t person_count,
      size_t *_Nonnull counts);
} leaf_loops;

/// The loops for AVX2, BMI2 and POPCNT; null where this processor lacks them.
const leaf_loops *_Nullable leaf_loops_avx2(void);
/// The loops for AVX-512 (F, BW, VL, VBMI, VPOPCNTDQ) and BMI2; null where this processor lacks them.
const leaf_loops *_Nullable leaf_loops_avx512(void);

#endif
