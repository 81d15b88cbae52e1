import { geteuid } from 'node:process';

/** A user id that has no rights but those of everybody: `nobody` on most systems. */
const NOBODY = 65_534;

/** Runs an action with the rights of an ordinary user, so that permissions count when the tests run as root too. */
export async function withoutPrivileges<Result>(action: () => Promise<Result>): Promise<Result> {
  if (geteuid?.() !== 0) return action();
  process.seteuid?.(NOBODY);
  try {
    return await action();
  } finally {
    process.seteuid?.(0);
  }
}
