/** Refuses what is no level: beyond ±200 dB an amplitude leaves float32's reach. */
export function checkDecibels(name: string, decibels: number): void {
  if (!(Math.abs(decibels) <= 200)) throw new RangeError(`${name} is ${decibels}, expected a number from -200 to 200`);
}
