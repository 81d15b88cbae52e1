import { main } from '../../../src/cli/main.ts';

// As the program's own shim does it, from the sources: what is tested need not be built first.
process.exitCode = await main(process.argv.slice(2));
