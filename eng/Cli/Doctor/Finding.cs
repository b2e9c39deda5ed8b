namespace Matrix.Cli.Doctor;

/// <summary>Something that a machine has, or lacks.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Said">What is there.</param>
/// <param name="Remedy">What to do about it; <see langword="null"/> when nothing is to be done.</param>
internal sealed record Finding(string Name, string Said, string? Remedy = null);
