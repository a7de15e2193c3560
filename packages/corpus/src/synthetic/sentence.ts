/** What the articulators do while one sound lasts. */
export interface Phone {
  /** the first three formants of an adult man, Hz */
  formants: readonly [number, number, number];
  /** amplitude of the glottal pulse, 0 to 1 */
  voicing: number;
  /** amplitude of the noise made at a constriction, and its resonance in Hz */
  frication: number;
  fricationHz: number;
  /** ms at the usual rate */
  duration: number;
}

const vowel = (f1: number, f2: number, f3: number): Phone => ({
  formants: [f1, f2, f3],
  voicing: 1,
  frication: 0,
  fricationHz: 4000,
  duration: 95,
});
const sonorant = (f1: number, f2: number, f3: number): Phone => ({ ...vowel(f1, f2, f3), voicing: 0.5, duration: 70 });
const fricative = (fricationHz: number, frication: number, duration: number): Phone => ({
  formants: [400, 1600, 2600],
  voicing: 0,
  frication,
  fricationHz,
  duration,
});

/**
 * Sounds by their ARPAbet names; "-" is the closure before a stop. Vowels: means of 33 men in Peterson & Barney (JASA 24,
 * 1952). Sonorants: Klatt (JASA 67, 1980), table II.
 */
const PHONES: Readonly<Record<string, Phone>> = {
  IY: vowel(270, 2290, 3010),
  IH: vowel(390, 1990, 2550),
  EH: vowel(530, 1840, 2480),
  AE: vowel(660, 1720, 2410),
  AA: vowel(730, 1090, 2440),
  AO: vowel(570, 840, 2410),
  UH: vowel(440, 1020, 2240),
  UW: vowel(300, 870, 2240),
  AH: vowel(640, 1190, 2390),
  ER: vowel(490, 1350, 1690),
  M: sonorant(480, 1270, 2130),
  N: sonorant(480, 1340, 2470),
  L: sonorant(310, 1050, 2880),
  R: sonorant(310, 1060, 1380),
  W: sonorant(290, 610, 2150),
  Y: sonorant(260, 2070, 3020),
  S: fricative(5600, 0.3, 95),
  SH: fricative(3000, 0.3, 95),
  "-": fricative(4000, 0, 45),
  T: fricative(4200, 0.4, 20),
};

/** A sound in a sentence; a stressed vowel carries an accent of the pitch contour and lasts longer. */
export interface Sound {
  phone: Phone;
  stressed: boolean;
}

const STRESSED_MS = 150;

/** Six syllables each, three of them stressed ("1"); they mean nothing in any language. */
export const SENTENCES: readonly (readonly Sound[])[] = [
  "M AA1 N IY L AH - T UW1 S AO W EH1 N",
  "Y AO1 M AE SH IY1 L AH N ER1 - T AA",
  "W IY1 N UW M EH1 S AH R AA1 L IH",
  "L EH1 - T AO N AA1 Y UH M IY1 SH AH",
].map((line) =>
  line.split(" ").map((symbol) => {
    const stressed = symbol.endsWith("1");
    const phone = PHONES[stressed ? symbol.slice(0, -1) : symbol];
    return { stressed, phone: stressed ? { ...phone, duration: STRESSED_MS } : phone };
  }),
);
