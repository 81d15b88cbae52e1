#!/usr/bin/env node
// Plain old syntax throughout: an outdated Node must be able to parse this file and tell what it lacks.

var main = new URL('../dist/src/cli/main.js', import.meta.url);
var version = process.versions.node.split('.').map(Number);

if (!(version[0] >= 26 || (version[0] === 24 && version[1] >= 15))) {
  console.error(
    'egeria-integrate needs Node 26 or newer, or 24.15 or newer of 24; this is ' +
      process.versions.node +
      '.\nInstall a newer Node (https://nodejs.org), or in a clone of the repository start it with: npm start',
  );
  process.exitCode = 2;
} else if (!process.getBuiltinModule('fs').existsSync(main)) {
  console.error('egeria-integrate is not built yet. Run: npm run build');
  process.exitCode = 2;
} else {
  process.getBuiltinModule('module').enableCompileCache();
  void import(main.href)
    .then(function (cli) {
      return cli.main(process.argv.slice(2));
    })
    .then(function (exitCode) {
      process.exitCode = exitCode;
    });
}
