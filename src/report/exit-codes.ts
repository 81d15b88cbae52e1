/** The exit codes of the command line, the only ones. */
export const exitCodes = {
  /** All in sync. */
  done: 0,
  /** A fault of ours. */
  bug: 1,
  /** The command line or the daemon definition is wrong; nothing was done. */
  configuration: 2,
  /** Nothing could be reached or signed in to, or the store cannot be used. */
  unreachable: 3,
  /** Some of it failed, the rest was applied. */
  partial: 4,
  /** The removal guard refused. */
  removalRefused: 5,
  /** Interrupted by a signal. */
  interrupted: 130,
} as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
