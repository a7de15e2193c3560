import { type Engine, STATUS } from "@undertone/kernels/engine";

/**
 * Gives an engine a program, in place of the one it had.
 *
 * @param program  by `compileProgram`
 * @throws RangeError if the engine refuses it, or has no memory for it
 */
export function loadProgram(engine: Engine, program: Uint8Array): void {
  const address = engine.reserveProgram(program.length);
  if (address > 0) new Uint8Array(engine.memory.buffer, address, program.length).set(program);
  const status = address > 0 ? engine.initialize() : STATUS.outOfMemory;
  if (status === STATUS.outOfMemory) {
    throw new RangeError(`memory for a program of ${program.length} bytes is missing, expected what the system gives`);
  }
  if (status !== STATUS.ok) throw new RangeError(`program is refused with status ${status}, expected 0`);
}
