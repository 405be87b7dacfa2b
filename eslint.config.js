import tseslint from 'typescript-eslint';

/** What the pure folders may not touch; each ban names what to use instead. */
const effects = {
  'no-restricted-globals': [
    'error',
    { name: 'process', message: 'Environment and streams belong to cli/ and io/; take what you need as a parameter.' },
    { name: 'console', message: 'Return a value; cli/ writes it.' },
    { name: 'fetch', message: 'Effects belong to io/.' },
    { name: 'performance', message: 'The clock belongs to cli/ and io/.' },
    { name: 'crypto', message: 'Randomness belongs to cli/ and io/; take it as a parameter.' },
    { name: 'setImmediate', message: 'Waiting is an effect; take a wait function as a parameter.' },
    { name: 'setTimeout', message: 'Waiting is an effect; take a wait function as a parameter.' },
    { name: 'setInterval', message: 'Waiting is an effect; take a wait function as a parameter.' },
  ],
  'no-restricted-properties': [
    'error',
    { object: 'Date', property: 'now', message: 'The clock belongs to cli/ and io/; `now` is a parameter.' },
    { object: 'Math', property: 'random', message: 'Randomness belongs to cli/ and io/; take it as a parameter.' },
  ],
  'no-restricted-imports': [
    'error',
    {
      name: 'node:crypto',
      importNames: ['default', 'randomBytes', 'randomFill', 'randomInt', 'randomUUID', 'webcrypto'],
      message: 'Randomness belongs to cli/ and io/; take it as a parameter.',
    },
  ],
  'no-restricted-syntax': [
    'error',
    {
      selector: "NewExpression[callee.name='Date'][arguments.length=0]",
      message: 'The clock belongs to cli/ and io/; `now` is a parameter.',
    },
  ],
};

/** What changes a disk, in node:fs and node:fs/promises. */
const writing = [
  ...['appendFile', 'chmod', 'chown', 'copyFile', 'cp', 'createWriteStream', 'fchmod', 'fchown', 'ftruncate', 'lchown'],
  ...['link', 'lutimes', 'mkdir', 'mkdtemp', 'open', 'rename', 'rm', 'rmdir', 'symlink', 'truncate', 'unlink'],
  ...['utimes', 'write', 'writeFile', 'writev'],
].flatMap((name) => [name, `${name}Sync`]);

/** The doors to the disk. Whatever else is written goes through one of them. */
const disk = [
  'src/io/folders/real-folder.ts',
  'src/io/files/whole-file.ts',
  'src/io/files/read-if-there.ts',
  'src/io/files/secret-file.ts',
  // They make folders, and standard output is no place on a disk.
  'src/io/files/owner-folder.ts',
  'src/io/oauth/kept-login.ts',
  'src/io/standard-output.ts',
  // A ledger is appended to, line by line, and synced; it has a floor of its own.
  'src/io/ledger/**',
  // Folders of temporary files are made where nothing stands; the rehearsal's server writes into its own.
  'src/io/files/temporary-folder.ts',
  'src/io/rehearsal/**',
];

export default tseslint.config(
  { ignores: ['dist/', 'coverage/', 'node_modules/', 'test/fixtures/', '**/previews/'] },
  {
    files: ['src/**/*.ts', 'test/**/*.ts', 'vitest.config.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { project: './test/tsconfig.json', tsconfigRootDir: import.meta.dirname } },
    rules: {
      // Only `as const` passes: it narrows a literal and asserts nothing.
      '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }],
      '@typescript-eslint/consistent-type-definitions': ['error', 'interface'],
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      eqeqeq: 'error',
      'no-console': 'error',
      'prefer-const': 'error',
    },
  },
  {
    files: ['src/**/*.ts'],
    rules: { 'max-lines': ['error', { max: 250, skipBlankLines: true, skipComments: true }] },
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/cli/**', 'src/io/**'],
    rules: effects,
  },
  {
    files: ['src/cli/**/*.ts', 'src/io/**/*.ts'],
    ignores: disk,
    rules: {
      'no-restricted-imports': [
        'error',
        ...['node:fs', 'node:fs/promises'].map((name) => ({
          name,
          importNames: ['default', ...writing],
          message:
            'Nothing is written through a link: write with real-folder.ts or whole-file.ts, read with read-if-there.ts.',
        })),
      ],
    },
  },
);
