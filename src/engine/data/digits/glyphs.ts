/**
 * How people write the ten digits: for each digit a few styles, each a list of pen strokes.
 *
 * A stroke is written like the `points` of an SVG polyline: "x,y x,y …" in percent of a box, x to the right, y down.
 * The pen runs through the points in one smooth curve; a point with "!" after it is a sharp corner.
 */

export interface Style {
  /** How common the style is among the styles of its digit. */
  readonly weight: number;
  readonly strokes: readonly string[];
}

function style(weight: number, ...strokes: string[]): Style {
  return { weight, strokes };
}

const zero: readonly Style[] = [
  style(4, "42,0 13,18 8,62 40,100 72,80 76,34 62,8 44,1"), // plain oval, closed
  style(3, "60,2 24,12 4,56 22,96 58,92 82,50 78,14 58,1"), // leaning oval, closed
  style(2, "30,6 6,44 18,90 52,98 80,64 72,18 46,2 26,10"), // the end runs past the start
  style(1, "60,0 20,16 8,66 40,100 72,80 78,30 48,8"), // not quite closed
  style(1, "24,2 6,50 30,98 70,84 78,36 54,2 30,10 40,24"), // ends in a small curl
  style(2, "50,14 12,22 0,56 34,86 84,82 104,46 80,16 44,10"), // wide and flat
];

const one: readonly Style[] = [
  style(16, "50,0 50,100"), // one stroke down
  style(2, "54,0 49,50 52,100"), // slightly bent
  style(1, "28,20 52,0! 52,50 52,100"), // with a flag
  style(0.8, "30,20 52,0! 52,100", "20,100 50,99 84,100"), // flag and foot
];

const two: readonly Style[] = [
  style(3, "8,24 22,5 46,0 70,10 72,34 48,66 6,100! 46,98 88,96"), // round head, sharp foot
  style(3, "6,20 26,2 56,2 70,20 62,48 36,80 14,96 2,90 12,78 34,82 60,96 90,92"), // looped foot
  style(2, "10,22 30,3 58,2 70,20 58,48 34,78 8,94! 40,86 66,92 92,98"), // wavy foot
  style(1, "4,12 36,4 72,4! 46,46 6,96! 50,94 88,94"), // like a Z
  style(1, "16,32 18,12 40,0 66,8 70,32 54,62 20,96! 50,94 84,97"), // hooked head, narrow
  style(1, "4,30 20,8 44,0 58,14 52,44 32,78 12,94 4,84 18,74 44,86 96,88"), // wide, big loop
  style(2, "12,30 14,10 46,0 74,16 74,50 52,84 24,98 6,86 20,68 46,76 84,96"), // round as an a, the foot in a loop
  style(1.5, "20,30 20,10 50,0 76,20 72,60 44,92 14,96 10,78 36,72 62,84 80,94"), // rounder still
  style(1.2, "30,22 44,2 60,8 56,34 34,66 6,98! 50,92 104,88"), // small head, long foot
  style(0.8, "38,6 52,10 40,46 4,94! 50,90 100,86"), // hardly a head
  style(1, "4,40 30,28 62,26 62,44 36,66 6,82! 50,80 104,84"), // wide and low
  style(1.5, "18,26 30,4 54,0 66,20 54,54 30,86 10,94 8,78 28,74 54,86 90,90"), // open head, soft loop
  style(1, "10,36 6,14 34,0 68,8 80,38 62,78 30,98 6,92 16,74 44,74 78,92"), // a wide round, the foot tucked in
];

const three: readonly Style[] = [
  style(4, "8,14 32,0 62,6 66,26 34,46! 66,56 74,78 48,99 6,92"), // two round bowls
  style(2, "6,10 36,0 64,8 62,28 30,46 40,47 68,58 72,82 42,100 2,90"), // soft waist
  style(2, "8,4 66,2! 32,40! 64,48 76,72 54,97 8,94"), // flat top
  style(2, "6,12 34,0 62,8 60,30 36,44 28,50 34,52 40,46 68,58 72,82 42,100 2,88"), // small loop at the waist
  style(1, "14,6 48,0 64,16 50,36 30,44! 54,46 68,66 58,90 30,100 2,94"), // small head
  style(1, "2,10 40,2 72,10 60,30 28,44! 70,48 80,70 44,92 0,96"), // wide and flat
  style(1, "6,24 12,4 48,0 66,16 54,38 34,46! 64,52 74,76 46,100 12,94 6,78"), // hooked at both ends
  style(0.8, "12,8 44,0 58,16 42,36! 64,54 70,80 50,99 30,94"), // short lower hook
];

const four: readonly Style[] = [
  style(4, "16,6 8,34 8,54! 40,55 82,50", "70,2 66,48 60,100"), // open, two strokes
  style(3, "20,0 10,28 10,50 30,56 56,50 72,40", "76,0 68,46 58,100"), // open, round cup
  style(2, "62,0 34,30 4,64! 48,64 94,62", "62,0 61,50 60,100"), // closed
  style(2, "10,2 8,34 20,50 46,50 66,30 74,0! 68,46 60,100"), // one stroke, like a y
  style(1, "34,0 18,30 4,58! 50,58 96,54", "64,22 60,60 54,100"), // open, low and wide
  style(0.5, "56,6 24,24 10,48 30,56 56,48 74,8! 70,50 62,100"), // nearly closed, like a 9
  style(1, "26,0 14,28 6,52! 46,53 88,48", "58,30 54,64 48,100"), // short right leg
];

const five: readonly Style[] = [
  style(3, "24,4 18,42! 46,34 72,50 74,78 48,99 8,92", "24,4 52,4 84,0"), // bar written last
  style(3, "86,2 54,4 28,5! 20,42! 48,36 72,52 70,82 42,100 4,92"), // one stroke, corners
  style(2, "84,4 52,3 30,12 24,36 44,46 66,60 66,84 40,100 4,94"), // like an S
  style(1, "30,16 22,44! 48,42 64,60 58,86 32,100 2,92", "30,14 60,8 98,2"), // long bar
  style(1, "90,0 56,6 36,10! 26,40 50,50 58,72 40,94 10,100 0,92"), // small belly
  style(1, "18,6 16,44 38,42 66,50 70,76 50,96 18,98 4,88", "18,8 46,6 74,6"), // upright, round
  style(2, "22,4 18,46! 44,36 70,52 72,80 46,100 16,96 4,78", "22,5 50,5 78,2"), // belly curls up
  style(1, "20,6 20,50 46,38 70,56 66,86 38,100 12,90 14,74", "22,8 48,6 72,4"), // belly nearly closed
];

const six: readonly Style[] = [
  style(3, "58,0 28,24 8,58 12,88 38,100 64,86 64,64 42,54 18,66 12,80"), // plain curl
  style(2, "44,0 22,28 8,62 16,92 42,100 66,84 62,62 38,58 16,78"), // straighter back
  style(2, "70,4 38,16 12,48 8,82 32,100 58,92 66,70 50,56 26,64 12,84"), // wide sweep
  style(2, "30,0 14,30 6,64 18,94 48,100 76,82 74,60 52,52 30,66 26,92"), // big bowl, loop inside
  style(1, "56,0 34,20 14,52 8,80 24,98 46,96 58,80 46,68 26,72 14,86"), // small low bowl
  style(1, "24,0 8,36 4,72 20,98 56,98 84,80 80,62 52,60 32,76 34,98"), // low and wide
  style(1.5, "30,0 10,36 4,76 22,98 50,96 70,76 60,60 44,70 38,94"), // long back, small loop at the right
  style(1, "34,0 20,34 10,72 22,98 40,98 56,84 52,68 34,68 22,86"), // slim
];

const seven: readonly Style[] = [
  style(4, "4,8 40,6 76,3! 56,42 38,100"), // plain
  style(2, "4,10 42,6 70,6 74,18 54,54 40,100"), // rounded shoulder
  style(2.5, "6,10 42,6 78,3! 58,44 36,100", "22,54 50,52 80,48"), // with a bar
  style(1, "12,6 44,8 72,4 66,30 44,64 36,100", "14,56 44,54 84,54"), // soft, with a bar
  style(1.5, "8,24 12,6! 44,8 76,4! 58,44 44,100"), // with a hook at the left
  style(1, "2,18 24,4 50,10 74,2! 62,40 54,100"), // wavy top, steep
  style(1, "10,16 34,2 60,4 70,24 62,60 54,100"), // all in one curve
  style(1, "8,6 14,22 44,22 74,6! 60,50 46,100"), // cup on top, like a y
  style(1.5, "14,34 12,8! 40,6 66,4! 62,50 56,100"), // long hook, upright
  style(0.8, "10,22 30,2 58,4 64,24 44,62 16,100"), // swept to the left
];

const eight: readonly Style[] = [
  style(4, "66,14 42,0 18,12 22,32 48,50 68,72 58,96 32,100 12,84 20,64 48,44 68,24 64,10"), // one stroke, an S closed
  style(2, "42,46 16,32 20,8 44,0 68,10 66,32 42,46 14,62 10,86 38,100 68,88 70,64 42,46"), // two rounds
  style(2, "74,6 46,2 20,16 28,36 52,52 62,76 46,97 22,96 12,80 28,60 56,38 78,10"), // leaning, open at the top
  style(1, "56,4 30,4 14,22 30,40 58,54 72,78 54,99 26,97 16,80 36,58 60,34 54,6"), // narrow head
  style(1, "82,2 50,0 16,14 20,32 48,46 54,72 42,96 22,98 12,86 24,66 52,42 86,10"), // wide head, small foot
  style(2, "72,8 44,0 14,12 20,34 44,50 58,74 48,98 32,98 26,80 40,54 74,12"), // straight back up, small foot
  style(1, "20,30 36,4 66,4 72,22 44,44 20,70 28,96 56,98 64,78 46,52 22,30 30,6"), // begun at the left
  style(1, "66,24 60,4 36,2 16,18 30,38 52,52 58,74 46,96 24,94 22,72 48,50 62,44"), // head not closed
  style(1.5, "62,16 44,2 22,10 22,28 44,46 60,62 58,86 38,100 20,88 24,66 42,48 60,32 60,12"), // slim
];

const nine: readonly Style[] = [
  style(3, "64,12 42,0 16,12 8,34 26,50 52,40 66,10! 66,50 60,100"), // straight tail
  style(2, "64,16 44,0 16,10 8,34 30,48 56,36 66,12! 68,50 58,86 32,100 6,94"), // curved tail
  style(2, "60,8 34,4 10,24 12,44 38,46 60,28 66,4! 56,50 36,100"), // leaning tail
  style(2, "58,36 26,46 14,26 34,4 58,6 62,30 54,62 44,100"), // one smooth round, tail down
  style(1, "66,20 50,2 22,4 10,26 24,44 48,40 64,22 66,50 62,100"), // smooth joint
  style(1, "48,44 22,50 6,32 20,8 48,0 66,16 66,46 52,76 28,100"), // large head, swept tail
  style(2, "70,8 40,0 8,22 6,48 32,58 60,36 72,4! 70,50 72,100"), // wide head, as an a
  style(1.5, "62,4 34,8 14,30 22,44 44,38 64,8! 54,54 46,100"), // flat head open at the top right
  style(1, "70,4 40,2 22,16 26,34 48,36 66,18! 62,60 46,96 20,96"), // small head, hooked tail
  style(1.5, "60,10 36,0 12,10 8,34 24,46 48,38 62,14", "64,4 62,50 60,100"), // head and tail apart
  style(1, "66,8 36,0 6,18 8,46 36,56 62,40 68,12! 72,60 80,100"), // wide head, tail to the right
];

/** The styles of each digit, 0 to 9. */
export const glyphs: readonly (readonly Style[])[] = [zero, one, two, three, four, five, six, seven, eight, nine];
