import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const program = `
  import { optimiseSoon } from ${JSON.stringify(new URL('../../dist/io/optimise-soon.js', import.meta.url).href)};
  if (process.argv[1] === 'soon') optimiseSoon();
  const add = (one, other) => one + other;
  let sum = 0;
  for (let index = 0; index < 3000; index += 1) sum = add(sum, 1) % 1000;
`;

/** Whether V8 has optimised a function of three thousand calls, and what it complained of. */
async function run(when: 'soon' | 'late'): Promise<{ readonly optimised: boolean; readonly stderr: string }> {
  const flags = ['--trace-opt', '--no-use-osr', '--input-type=module', '-e', program, when];
  const { stdout, stderr } = await promisify(execFile)(process.execPath, flags);
  return { optimised: /completed optimizing .*<JSFunction add .*TURBOFAN/u.test(stdout), stderr };
}

it('has V8 optimise what is run again and again sooner than it would by itself, in words that this V8 knows', async () => {
  expect(await run('soon')).toEqual({ optimised: true, stderr: '' });
  expect((await run('late')).optimised).toBe(false);
});
