// Types of wasm_exec.js.

/** A Go program that was built for GOOS=js. */
declare class Go {
	/** The program's name and arguments. */
	argv: string[];
	/** The environment. Arguments and environment together must fit into 8 KiB. */
	env: Record<string, string>;
	/** Called when the program ends. */
	exit: (code: number) => void;
	readonly exited: boolean;
	/** For WebAssembly.instantiate. */
	readonly importObject: WebAssembly.Imports;
	/** Runs the program. The promise is fulfilled when it has ended. */
	run(instance: WebAssembly.Instance): Promise<void>;
}
