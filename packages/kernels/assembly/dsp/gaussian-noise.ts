import { logLanes, multiplyAdd, splatAt } from "../common/lanes";

// sin(πw) / w and cos(πw) as polynomials in w² up to w⁸: Chebyshev interpolation over |w| <= ½ (numpy), within 2.2e-7.
// biome-ignore format: one polynomial a line
const POLYNOMIALS = memory.data<f32>([
  0.07765591, -0.5982904, 2.5500774, -5.1677103, Mathf.PI,
  0.21968243, -1.3318729, 4.0584106, -4.934793, 0.99999994,
]);

/**
 * Fills x with standard normal noise: four xoshiro128+ generators (Blackman and Vigna, 2018) in four lanes, and Box and
 * Muller's transform of their upper 23 bits,
 *
 *   √(-2 ln u) · cos 2πw and √(-2 ln u) · sin 2πw,  u in (0, 1],  w in [-½, ½),
 *
 * so that no value exceeds √(2 · 23 ln 2) = 5.65. A shorter length gives the same values, but fewer.
 *
 * @param x      f32[length, rounded up to a multiple of 8]
 * @param seed0  128 random bits with seed1, seed2 and seed3; any will do
 */
export function gaussianNoise(x: usize, length: i32, seed0: i32, seed1: i32, seed2: i32, seed3: i32): void {
  // xoshiro must not start from all zeros: the first word of each lane is odd.
  let s0 = v128.or(spread(seed0, 0), i32x4.splat(1));
  let s1 = spread(seed1, 4);
  let s2 = spread(seed2, 8);
  let s3 = spread(seed3, 12);
  const one = i32x4.splat(0x3f800000);
  let u = f32x4.splat(0);

  const end = x + ((<usize>length) << 2);
  for (let draw = 0; x < end; draw ^= 1) {
    const inOneToTwo = v128.or(i32x4.shr_u(i32x4.add(s0, s3), 9), one);
    const shifted = i32x4.shl(s1, 9);
    s2 = v128.xor(s2, s0);
    s3 = v128.xor(s3, s1);
    s1 = v128.xor(s1, s2);
    s0 = v128.xor(s0, s3);
    s2 = v128.xor(s2, shifted);
    s3 = v128.or(i32x4.shl(s3, 11), i32x4.shr_u(s3, 21));
    if (draw === 0) {
      u = f32x4.sub(f32x4.splat(2), inOneToTwo);
      continue;
    }

    const w = f32x4.sub(inOneToTwo, f32x4.splat(1.5));
    const radius = f32x4.sqrt(f32x4.mul(f32x4.splat(-2), logLanes(u)));
    const w2 = f32x4.mul(w, w);
    const sine = f32x4.mul(w, polynomial(POLYNOMIALS, w2));
    const cosine = polynomial(POLYNOMIALS + 20, w2);
    const twice = f32x4.add(sine, sine);
    v128.store(x, f32x4.mul(radius, f32x4.sub(f32x4.splat(1), f32x4.mul(twice, sine))));
    v128.store(x, f32x4.mul(radius, f32x4.mul(twice, cosine)), 16);
    x += 32;
  }
}

/** Four different words from one: MurmurHash3's finalizer (Appleby, 2008) of steps along the golden ratio. */
function spread(word: i32, first: i32): v128 {
  let z = i32x4.mul(i32x4.splat(0x9e3779b9), i32x4.add(i32x4.splat(first), i32x4(1, 2, 3, 4)));
  z = i32x4.add(z, i32x4.splat(word));
  z = i32x4.mul(v128.xor(z, i32x4.shr_u(z, 16)), i32x4.splat(0x85ebca6b));
  z = i32x4.mul(v128.xor(z, i32x4.shr_u(z, 13)), i32x4.splat(0xc2b2ae35));
  return v128.xor(z, i32x4.shr_u(z, 16));
}

/** Horner's rule over five coefficients, the highest first. */
function polynomial(coefficients: usize, x: v128): v128 {
  let y = splatAt(coefficients);
  y = multiplyAdd(y, x, splatAt(coefficients, 4));
  y = multiplyAdd(y, x, splatAt(coefficients, 8));
  y = multiplyAdd(y, x, splatAt(coefficients, 12));
  return multiplyAdd(y, x, splatAt(coefficients, 16));
}
