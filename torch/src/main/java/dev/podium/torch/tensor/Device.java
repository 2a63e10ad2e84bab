package dev.podium.torch.tensor;

/**
 * Where a tensor lies and is calculated with.
 *
 * @param gpu the number of a graphics processor, from 0; -1 for the main memory
 * @since 0.1.0
 */
public record Device(int gpu) {

    /** The main memory and the cores beside it. */
    public static final Device CPU = new Device(-1);

    /** Checks. */
    public Device {
        if (gpu < -1 || gpu > 127) {
            throw new IllegalArgumentException(
                    "The graphics processor (%d) must be in [0, 127], or -1 for the CPU.".formatted(gpu));
        }
    }

    /**
     * Reads {@code cpu}, {@code cuda} or {@code cuda:1}; {@code auto} is the first graphics processor that libtorch sees, else
     * the CPU.
     *
     * @throws IllegalArgumentException if it is none of these, or this libtorch does not see that processor
     */
    public static Device parse(String text) {
        if (text.equals("cpu")) {
            return CPU;
        }
        if (text.equals("auto")) {
            return Torch.gpus() > 0 ? new Device(0) : CPU;
        }
        if (!text.matches("cuda(:\\d{1,2})?")) {
            throw new IllegalArgumentException("The device \"%s\" must be cpu, cuda, cuda:N or auto.".formatted(text));
        }
        int gpu = text.length() == 4 ? 0 : Integer.parseInt(text.substring(5));
        int seen = Torch.gpus();
        if (gpu >= seen) {
            throw new IllegalArgumentException(
                    "The device \"%s\" is not there: libtorch sees %d graphics processors.\nMaybe build with -Pgpu, which brings the libtorch for CUDA."
                            .formatted(text, seen));
        }
        return new Device(gpu);
    }

    static Device of(org.bytedeco.pytorch.Device device) {
        return device.is_cpu() ? CPU : new Device(device.index());
    }

    org.bytedeco.pytorch.Device pointer() {
        return new org.bytedeco.pytorch.Device(toString());
    }

    @Override
    public String toString() {
        return gpu < 0 ? "cpu" : "cuda:" + gpu;
    }
}
