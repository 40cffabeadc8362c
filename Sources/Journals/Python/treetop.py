# emitter
