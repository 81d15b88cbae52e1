import { realpathSync, statSync } from 'node:fs';
import { sep } from 'node:path';

/** Decides which symbolic links a walk follows, so that it ends and comes to no folder twice without need. */
export interface SymbolicLinks {
  /**
   * Whether the walk follows the link at `link`, which is in the folder at `folder`. No: a link that leads nowhere, up
   * (a cycle), to a place in the walked folder (found there anyhow) or to one that an earlier link has led to.
   */
  follows(link: string | Buffer, folder: string | Buffer): boolean;
}

/** Makes the decisions for a walk that begins at `root`. */
export function symbolicLinks(root: string): SymbolicLinks {
  const walkedRoot = realPath(root);
  const walked = [walkedRoot];
  return {
    follows(link, folder) {
      if (statSync(link, { throwIfNoEntry: false }) === undefined) return false;
      const place = realPath(link);
      const leadsUp = isWithin(realPath(folder), place) || isWithin(walkedRoot, place);
      if (leadsUp || walked.some((other) => isWithin(place, other))) return false;
      walked.push(place);
      return true;
    },
  };
}

/** Each character stands for one byte. */
function realPath(location: string | Buffer): string {
  return realpathSync.native(location, 'latin1');
}

function isWithin(place: string, folder: string): boolean {
  return place === folder || place.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}
