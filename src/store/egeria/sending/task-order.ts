/** Something to be done once what it depends on is done. */
export interface OrderedTask {
  /** Positions of the tasks that come before it. */
  readonly after: readonly number[];
  /** What else it waits for once those are done; `undefined`: nothing. When that fails the task counts as failed. */
  ready?(): Promise<unknown> | undefined;
  /** Whether there is anything to do, once those are done; by default there is. */
  isNeeded?(): boolean;
  /** Does it; what goes wrong with this one alone it notes itself, what ends everything it throws. */
  run(): Promise<void>;
}

/**
 * Runs tasks, each as soon as all that come before it are done: what depends on nothing is asked for first, and thousands
 * may be under way whatever the order in which they are given.
 *
 * When one throws no other is begun; those under way are waited for, and then it throws what was thrown first.
 *
 * @param start runs one when there is a place for it
 */
export async function runInOrder(
  tasks: readonly OrderedTask[],
  start: (task: () => Promise<void>) => Promise<void>,
): Promise<void> {
  const open = tasks.map(({ after }) => new Set(after).size);
  const followers = followersOf(tasks);
  const { promise, resolve } = Promise.withResolvers<undefined>();
  let underWay = 0;
  let failure: { readonly error: unknown } | undefined;
  const end = (): void => {
    underWay -= 1;
    if (underWay === 0) resolve(undefined);
  };
  const follow = (position: number): void => {
    for (const follower of followers.get(position) ?? []) {
      const left = (open[follower] ?? 0) - 1;
      open[follower] = left;
      if (left === 0) begin(follower);
    }
  };
  const begin = (position: number): void => {
    const task = tasks[position];
    if (task === undefined || failure !== undefined) return;
    if (task.isNeeded?.() === false) {
      follow(position);
      return;
    }
    underWay += 1;
    const run = async (): Promise<void> =>
      start(async () => {
        if (failure === undefined) await task.run();
      });
    const ready = task.ready?.();
    (ready === undefined ? run() : ready.then(run)).then(
      () => {
        follow(position);
        end();
      },
      (error: unknown) => {
        failure ??= { error };
        end();
      },
    );
  };
  // Held until all are begun that depend on nothing.
  underWay += 1;
  for (const [position, { after }] of tasks.entries()) if (after.length === 0) begin(position);
  end();
  await promise;
  if (failure !== undefined) throw failure.error;
}

function followersOf(tasks: readonly OrderedTask[]): ReadonlyMap<number, readonly number[]> {
  const followers = new Map<number, number[]>();
  for (const [position, { after }] of tasks.entries()) {
    for (const earlier of new Set(after)) {
      const list = followers.get(earlier);
      if (list === undefined) followers.set(earlier, [position]);
      else list.push(position);
    }
  }
  return followers;
}
