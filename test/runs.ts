/** How often a property is tried: so often in every run of the tests, and as often as RUNS says where somebody has the time. */
export function runs(usually: number): number {
  return Number(process.env['RUNS'] ?? usually);
}
