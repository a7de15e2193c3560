/**
 * Whether a module makes no features but log-mels of powers, without energies, deltas, emphasis or mirrored padding: the
 * target `lean-engine` defines the name. What such features never reach is then not compiled.
 */
export const LEAN: bool = isDefined(UNDERTONE_LEAN);
