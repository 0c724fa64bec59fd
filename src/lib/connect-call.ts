/** The command that makes a connection, as people type it: its name is left out where it is that of its kind. */
export function connectCall(kind: string, name: string): string {
  return name === kind ? `chief connect ${kind}` : `chief connect ${kind} ${name}`;
}
