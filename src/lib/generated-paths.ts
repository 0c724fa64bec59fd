/** Files that package managers keep: what they pin is read nowhere but there. */
const LOCK_FILE =
  /(?:^|\/)(?:package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lockb?|deno\.lock|cargo\.lock|go\.sum|go\.work\.sum|composer\.lock|gemfile\.lock|podfile\.lock|poetry\.lock|pipfile\.lock|uv\.lock|pdm\.lock|mix\.lock|pubspec\.lock|packages\.lock\.json|gradle\.lockfile|flake\.lock|package\.resolved|cartfile\.resolved|\.terraform\.lock\.hcl|buf\.lock|conan\.lock)$/i;
/** What a test compares with, written by the test's own runner. */
const SNAPSHOT = /(?:^|\/)__(?:image_)?snapshots__\/|\.snap(?:shot)?$/i;
/** What other people wrote, and what programs made of sources that are there as well. */
const MADE_FOLDER = /(?:^|\/)(?:node_modules|vendor|third_party|bower_components|dist|__generated__|generated|gen|\.yarn)\//i;
const MADE_FILE =
  /(?:\.min\.(?:js|css|mjs)|\.(?:js|css)\.map|\.pb\.(?:go|cc|h)|_pb2(?:_grpc)?\.pyi?|[._-]generated\.[a-z]+|\.g\.(?:cs|dart)|\.designer\.cs)$/i;

/** Whether nobody wrote a file by hand: lock files, snapshots, generated code, and what was copied from elsewhere. `path` has forward slashes. */
export function isGeneratedPath(path: string): boolean {
  return [LOCK_FILE, SNAPSHOT, MADE_FOLDER, MADE_FILE].some((pattern) => pattern.test(path));
}
