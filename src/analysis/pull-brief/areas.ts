/** Files of one folder, as places in a list. */
export interface Area {
  name: string;
  places: number[];
  lines: number;
}

/** How deep a folder is named: deeper ones say too much. */
const DEPTH = 2;

/** Changed files, each written as `path lines`, by the folder that they lie in; the folder with the most changed lines first. */
export function areasOf(files: readonly string[]): Area[] {
  const areas = new Map<string, Area>();
  for (const [place, line] of files.entries()) {
    const at = line.lastIndexOf(" ");
    const folders = line.slice(0, at).split("/").slice(0, -1);
    const name = folders.length === 0 ? "the top folder" : folders.slice(0, DEPTH).join("/");
    const area = areas.get(name) ?? { name, places: [], lines: 0 };
    areas.set(name, area);
    area.places.push(place);
    area.lines += Number(line.slice(at + 1)) || 0;
  }
  return [...areas.values()].toSorted((a, b) => b.lines - a.lines || a.name.localeCompare(b.name));
}
